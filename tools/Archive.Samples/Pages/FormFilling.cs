using System.Globalization;
using Archive.Samples.Layout;
using Archive.Samples.Randomness;
using Archive.Samples.Words;

namespace Archive.Samples.Pages;

/// <summary>Fills the parts of an application form from a dossier and notes each value among the page's fields.</summary>
internal sealed class FormFilling(PageDraft draft, FormGrid grid, Dossier dossier, Language language, Rng rng)
{
    private readonly Person _person = dossier.Person;

    public void Person()
    {
        grid.Heading(Say("1. Ziņas par personu", "1. Сведения о лице", "1. Particulars of the person"));
        Pair("familyName", Say("Uzvārds", "Фамилия", "Surname"), _person.Family.In(language), "givenName", Say("Vārds", "Имя", "Given name"), _person.Given.In(language));
        Pair("birth", Say("Dzimšanas datums", "Дата рождения", "Date of birth"), Dates.Short(_person.Birth, language),
            "personalCode", Say("Personas kods", "Персональный код", "Personal code"), _person.PersonalCode);
        Pair("birthPlace", Say("Dzimšanas vieta", "Место рождения", "Place of birth"), _person.Origin.Name(language),
            "nationality", Say("Valstspiederība", "Гражданство", "Nationality"), _person.Origin.Name(language));
        grid.Choice(Say("Dzimums", "Пол", "Sex"), [Say("vīrietis", "мужской", "male"), Say("sieviete", "женский", "female")], i => i == 1 == _person.Female);
        draft.Fields["sex"] = _person.Female ? "female" : "male";
        var status = rng.Int(0, 3);
        grid.Choice(Say("Ģimenes stāvoklis", "Семейное положение", "Marital status"),
            Say("neprecējies|precējies|šķīries|atraitnis", "холост|женат|разведён|вдовец", "single|married|divorced|widowed").Split('|'), i => i == status);
        draft.Fields["maritalStatus"] = "single|married|divorced|widowed".Split('|')[status];
    }

    public void Residence()
    {
        grid.Heading(Say("2. Dzīvesvieta un saziņa", "2. Место жительства и связь", "2. Residence and contact"));
        One("address", Say("Adrese Latvijā", "Адрес в Латвии", "Address in Latvia"), dossier.Address(language));
        Pair("phone", Say("Tālrunis", "Телефон", "Telephone"), dossier.Phone, "email", Say("E-pasts", "Эл. почта", "E-mail"),
            $"{_person.Given.Latin}.{_person.Family.Latin}@example.com".ToLowerInvariant());
        Pair("passport", Say("Pases numurs", "Номер паспорта", "Passport No."), _person.PassportNumber,
            "passportExpiry", Say("Derīga līdz", "Действителен до", "Valid until"), Dates.Short(new DateOnly(dossier.Case.Year + rng.Int(2, 8), rng.Int(1, 12), rng.Int(1, 28)), language));
        Pair("arrival", Say("Ieceļošanas datums", "Дата въезда", "Date of entry"), Dates.Short(dossier.Day(rng), language),
            "borderPoint", Say("Robežšķērsošanas vieta", "Место пересечения", "Border crossing"), rng.Pick(["Terehova", "Grebņeva", "Silene", "Pāternieki", "Rīga"]));
    }

    public void Purpose()
    {
        grid.Heading(Say("3. Uzturēšanās mērķis", "3. Цель пребывания", "3. Purpose of stay"));
        var purpose = rng.Int(0, 3);
        grid.Choice(Say("Mērķis", "Цель", "Purpose"),
            Say("darbs|studijas|ģimene|patvērums|cits", "работа|учёба|семья|убежище|другое", "work|studies|family|asylum|other").Split('|'), i => i == purpose);
        draft.Fields["purpose"] = "work|studies|family|asylum".Split('|')[purpose];
        var writer = new Writer(dossier, language, rng.Fork("job"));
        Pair("profession", Say("Profesija", "Профессия", "Profession"), writer.Fill(Say("jobLav", "jobRus", "jobEng")).Split(' ')[^1],
            "income", Say("Ienākumi mēnesī", "Доход в месяц", "Monthly income"), $"{rng.Int(500, 2500).ToString(CultureInfo.InvariantCulture)} EUR");
        One("employer", Say("Darba devējs vai mācību iestāde", "Работодатель или учебное заведение", "Employer or school"),
            rng.Pick(["SIA „Ķīmijas darbnīca“", "SIA „Šūpoles un ķēdes“", "AS „Ģipša namdaris“", "Rīgas Ēdināšanas koledža", "SIA „Žogu apgāde“", "SIA „Ūdensceļu būve“"]));
        grid.Choice(Say("Iepriekšēja atļauja", "Предыдущее разрешение", "Previous permit"), [Say("ir", "есть", "yes"), Say("nav", "нет", "no")], i => i == 1);
        draft.Fields["previousPermit"] = "no";
        One("case", Say("Saistītās lietas numurs", "Номер связанного дела", "Number of related case"), dossier.Case.ToString());
    }

    public void Family()
    {
        grid.Heading(Say("4. Ģimenes locekļi", "4. Члены семьи", "4. Members of the family"));
        string[] head =
        [
            Say("Vārds, uzvārds", "Имя, фамилия", "Name"), Say("Dzimšanas datums", "Дата рождения", "Date of birth"),
            Say("Radniecība", "Родство", "Relation"), Say("Uzturas", "Находится", "Residing in"),
        ];
        var rows = dossier.Relatives.Select((relative, i) => (IReadOnlyList<string>)
        [
            relative.FullName(language), Dates.Short(relative.Birth, language), Relation(relative, i),
            rng.Chance(0.5) ? Say("", "в ", "") + relative.Origin.Locative(language) : Say("Latvijā", "в Латвии", "Latvia"),
        ]).ToList();
        grid.Table(head, [0.36, 0.22, 0.2, 0.22], rows);
        for (var i = 0; i < rows.Count; i++) draft.Fields[$"relative{i + 1}"] = string.Join("; ", rows[i]);
    }

    public void Attachments()
    {
        grid.Heading(Say("5. Pievienotie dokumenti", "5. Приложенные документы", "5. Documents attached"));
        string[] papers = Say(
            "ceļošanas dokumenta kopija|divas fotogrāfijas|darba līgums;dzīvesvietas īres līgums|veselības apdrošināšana;valsts nodevas kvīts|dzimšanas apliecība|izziņa par sodāmību",
            "копия проездного документа|две фотографии|трудовой договор;договор аренды жилья|медицинская страховка;квитанция об уплате|свидетельство о рождении|справка о судимости",
            "copy of travel document|two photographs|employment contract;tenancy agreement|health insurance;fee receipt|birth certificate|certificate of conduct").Split(';');
        for (var i = 0; i < papers.Length; i++)
        {
            var options = papers[i].Split('|');
            var marked = options.Select(_ => rng.Chance(0.6)).ToArray();
            grid.Choice($"5.{i + 1}.", options, option => marked[option]);
            draft.Fields[$"attached{i + 1}"] = string.Join("; ", options.Where((_, option) => marked[option]));
        }
    }

    private string Relation(Person relative, int index) => relative.Birth.Year > _person.Birth.Year + 17
        ? relative.Female ? Say("meita", "дочь", "daughter") : Say("dēls", "сын", "son")
        : index == 0 && relative.Female != _person.Female
            ? relative.Female ? Say("sieva", "жена", "wife") : Say("vīrs", "муж", "husband")
            : relative.Female ? Say("māsa", "сестра", "sister") : Say("brālis", "брат", "brother");

    private void One(string field, string label, string value)
    {
        grid.Row(label, value);
        draft.Fields[field] = value;
    }

    private void Pair(string field, string label, string value, string field2, string label2, string value2)
    {
        grid.Row(label, value, label2, value2);
        (draft.Fields[field], draft.Fields[field2]) = (value, value2);
    }

    private string Say(string latvian, string russian, string english) => language.Choose(latvian, russian, english);
}
