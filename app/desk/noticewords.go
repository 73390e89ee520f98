package desk

import (
	"fmt"

	"needsbook/app/paper"
)

// PrivacyNotice is the text that tells families how information about SEN is used, in the
// school's words where it has said them. What only the school knows stands in brackets.
func (d *Desk) PrivacyNotice() *paper.Doc {
	s := d.School()
	doc := &paper.Doc{Title: "How we use information about special educational needs", Lang: "en-GB", Author: s.Senco, Org: s.Name, Date: d.Today(), Watermark: paper.Mark(s.Demo, false), Subject: "Privacy notice for families (UK GDPR Articles 13 and 14)"}
	add := func(title, words string) { doc.Blocks = append(doc.Blocks, paper.Section(title), paper.P(words)) }
	add("Why we keep it", "We keep a register of pupils who have, or may have, special educational needs. It helps us to find out what your child needs, to plan and check help, to ask for money for it, and to tell the council and the public what the law requires. The law gives us this task: Children and Families Act 2014, Part 3.")
	add("What we keep", "Your child's name, date of birth and class, the kind of need, the help and how it went, what you and your child have told us, advice from professionals, and how to reach you. Some of it is about health, which the law protects more.")
	add("Who sees it", "The register is one encrypted file of the school's own. "+orElse(s.Senco, "[the SENCO]")+" is responsible for it; others open it only with a passphrase and a role of their own. It has no account on the internet.")
	add("With whom we share it", "We share it only when we must or when you have agreed: with the panel that decides on money, with services that advise us, or with a new school. The panel gets the kind of need, the level of support and the cost, without your child's name; people who know the school may still guess who is meant. Schools near us plan together with rounded numbers of pupils. No child is named in them.")
	add("How long we keep it", d.keptWords())
	add("Your rights", "You, and your child from about the age of 12, can ask to see what we keep, to have it put right, to have it erased or to object. We answer within a month. Parents of pupils at maintained schools can see the educational record within 15 school days. Ask [data protection officer, how to reach them]. If you are not happy with our answer, you can complain to the Information Commissioner's Office, ico.org.uk.")
	return doc
}

// keptWords says how long records are kept by the times in use.
func (d *Desk) keptWords() string {
	words := "The last school keeps the file, by this schedule. "
	for _, r := range d.retention.Rules {
		if r.Pupils != "" {
			words += fmt.Sprintf("%s: %s after the %s. ", r.Name, count(r.Years, "year"), r.From.Name())
		}
	}
	return words + "Then a person decides, and it is erased for good."
}

// dpiaRisk is a risk with what the program does and what is left to the school.
type dpiaRisk struct{ Risk, Program, School string }

var dpiaRisks = []dpiaRisk{
	{"The computer or the file is lost or stolen", "The file, its backups and attachments are encrypted; the key comes from a passphrase that is checked for being hard to guess", "Encrypted disk; passphrase told to nobody; recovery sheet in the safe"},
	{"Somebody reads or changes what is not theirs", "A role for each person, with a passphrase of their own; names hidden with one key; locks when idle; every change with who and when. Roles hold inside the program: whoever has a passphrase has the key of the file", "Decide who opens it; take leavers out at once"},
	{"A record is altered behind the program's back", "Every step is chained and every record is proved from the steps; a check names what does not fit. Who has a passphrase and the skill to make the whole chain anew could hide it from the check, not from an older backup", "Run the check each term; keep a backup away from the building"},
	{"Records are lost", "Each change is on the disk before it is shown as saved; backups by themselves, a second folder, a restore rehearsed each term", "Choose the second folder; keep one copy off site"},
	{"Records are kept too long", "The day on which each record is due is listed, and said once a term; nothing is deleted by itself", "Decide, erase, and remove copies that were saved elsewhere"},
	{"A child is recognised in shared figures", "Figures are rounded, small ones hidden, and attacked by the program before a person approves them. Papers to the panel carry codes and amounts of one child", "Read before sending; tell the parents; keep the panel's code of conduct"},
	{"Something personal is in a free text that is published or sent", "Names, numbers and contacts that the register knows are found and refused", "Read it once; a nickname cannot be found"},
}

// ImpactAssessment is the data protection impact assessment (UK GDPR Article 35), filled
// in where the program decides. What the school must say stands in brackets.
func (d *Desk) ImpactAssessment() *paper.Doc {
	s := d.School()
	doc := &paper.Doc{Title: "Data protection impact assessment: Needsbook", Lang: "en-GB", Author: s.Senco, Org: s.Name, Date: d.Today(), Watermark: paper.Mark(s.Demo, true), Subject: "For the data protection officer to complete (UK GDPR Article 35)"}
	n := len(d.everyEntry())
	facts := paper.KeyValues{Caption: "What it is about", Pairs: []paper.Pair{
		paper.Fact("Controller", orElse(s.Name, "[school]")), paper.Fact("Processing", "A register of SEN, plans, provision, levels and funding requests, on the school's own computer"),
		paper.Fact("Pupils in the file today", count(n, "pupil")), paper.Fact("Special category data", "Health and disability, in practice nearly all of it (Article 9)"),
		paper.Fact("Lawful basis", "Article 6(1)(c) and (e); Article 9(2)(g) with the Data Protection Act 2018, Schedule 1, paragraphs 6, 8 and 18. [The school's appropriate policy document]"),
		paper.Fact("Processor", d.terms.Say("None while all stays on the school's computers. The hub of the {cluster} is run by [whom], under [agreement]")),
		paper.Fact("Decisions by the program alone", "None (Article 22): levels are suggested by written rules and confirmed by a person"),
		paper.Fact("Keeping", d.keptWords()), paper.Fact("Consulted", "[parents, pupils, staff, and how]"),
	}}
	doc.Blocks = append(doc.Blocks, paper.P("Filled in where the program decides. What stands in brackets is the school's to say. It is a draft until the school has approved it."), facts, paper.Section("Is it necessary and in proportion?"),
		paper.P("The Children and Families Act 2014 and the SEND Code of Practice ask for these records. The program has no place for staff pay, for photographs or for pupils' logins, and no person is scored by a machine. [The school says here why it uses it, and what it stops using.]"),
		paper.Section("Where the data are"))
	for _, p := range d.DataPlaces() {
		doc.Blocks = append(doc.Blocks, paper.Sentence(paper.Bold(p.What+". "), paper.Span{Text: sentence(p.Where) + " " + sentence(p.Holds) + " " + sentence("How long: "+lowerStart(p.Until))}))
	}
	doc.Blocks = append(doc.Blocks, paper.Section("Risks"))
	for _, r := range dpiaRisks {
		doc.Blocks = append(doc.Blocks, paper.Subsection(r.Risk), paper.KeyValues{Caption: r.Risk, Pairs: []paper.Pair{
			paper.Fact("What the program does", r.Program), paper.Fact("What the school does", r.School), paper.Fact("Risk that is left", "[low, medium or high, and why]")}})
	}
	doc.Blocks = append(doc.Blocks, paper.Section("Sign-off"), paper.SignOff{Signatures: []paper.Signature{{Role: "Data protection officer's advice"}, {Role: "Approved by"}, {Role: "To be looked at again on"}}})
	return doc
}
