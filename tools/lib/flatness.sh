# Decides whether what was sampled over time stays flat. Sourced, never run.

# The median of numbers, one a line.
median() { sort -g | awk '{value[NR] = $1} END {if (NR) print (value[int((NR + 1) / 2)] + value[int(NR / 2) + 1]) / 2; else print "nan"}'; }

# Prints "MEDIAN DRIFT" of a column of tab-separated samples: the median, and what the column grows by from the beginning to the end of the
# last two thirds of the samples; the first third is warming up. The slope is Theil's and Sen's, the median of the slopes of all pairs: short
# peaks do not move it, and a leak does however small it is beside the noise of one sample. At most some 300 samples are taken, evenly.
#   FILE    its first line names the columns, the first column is the time in seconds
#   COLUMN  the name of one
drift_of() {
    local file=$1 column=$2 used
    used=$(mktemp)
    awk -F'\t' -v wanted="$column" '
        NR == 1 {for (i = 1; i <= NF; i++) if ($i == wanted) at = i; if (!at) exit 1; next}
        $at != "" {time[++n] = $1; value[n] = $at}
        END {from = int(n / 3) + 1; step = (n - from) / 300; if (step < 1) step = 1; for (i = from; i <= n; i += step) print time[int(i)], value[int(i)]}' "$file" >"$used" || return 1
    local middle slope
    middle=$(cut -d' ' -f2 "$used" | median)
    slope=$(awk '{for (i = 1; i < NR; i++) if ($1 > time[i]) print ($2 - value[i]) / ($1 - time[i]); time[NR] = $1; value[NR] = $2}' "$used" | median)
    awk -v middle="$middle" -v slope="$slope" 'NR == 1 {first = $1} {last = $1} END {printf "%.6g %.6g\n", middle, slope * (last - first)}' "$used"
    rm -f "$used"
}

# Says whether a column stays flat: "flat ..." or "GROWS ...", and fails where it grows.
#   SHARE, ABSOLUTE  it may grow by this share of its median (percent) or by this much, whichever is more
is_flat() {
    local file=$1 column=$2 share=$3 absolute=$4 middle drift
    read -r middle drift < <(drift_of "$file" "$column") || { echo "GROWS $column: there are no samples"; return 1; }
    awk -v name="$column" -v middle="$middle" -v drift="$drift" -v share="$share" -v absolute="$absolute" 'BEGIN {
        limit = middle * share / 100; if (limit < absolute) limit = absolute
        grows = !(drift <= limit)
        printf "%s %s: median %g, drift %+g over the last two thirds (limit %g)\n", grows ? "GROWS" : "flat ", name, middle, drift, limit
        exit grows}'
}
