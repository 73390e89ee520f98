package printout

import (
	"strconv"

	"needsbook/app/day"
	"needsbook/app/paper"
	"needsbook/app/register"
)

// ClassFacts are what a teacher needs to know of the pupils with SEN in a class.
type ClassFacts struct {
	School string
	Author string // left off where names are
	Demo   bool
	Today  day.Date
	Names  Names
	All    []register.Pupil // of the register: without full names theirs are taken out of what people wrote
	Class  string
	Pupils []ClassPupil
}

// ClassPupil is one pupil of a class.
type ClassPupil struct {
	Pupil     register.Pupil
	Status    string
	Needs     []string // in words, the primary one first
	Helps     string
	Targets   []string // worked on now
	Provision []string // Lego group, Mon and Thu 09:30, 30 minutes, Mrs Obi
}

// classRoom is how much of a pupil a class sheet says: letters of what helps and of a
// target, and how many targets.
type classRoom struct{ helps, target, targets int }

// classRooms are tried from the roomiest on until all pupils stand on one page.
var classRooms = []classRoom{{400, 200, 6}, {260, 140, 4}, {180, 110, 3}, {130, 90, 3}, {100, 75, 2}, {75, 60, 2}, {50, 50, 1}}

// longClass is what is said where a class does not fit on a page in any case.
var longClass = classRoom{180, 110, 3}

// ClassSheet lays a class out on one page, saying less of each pupil until it fits. A
// class that fits on no page goes on to the next with its headings. Fits reports
// whether a document is one page.
func ClassSheet(f ClassFacts, fits func(*paper.Doc) bool) *paper.Doc {
	for _, room := range classRooms {
		if d := f.doc(room); fits(d) {
			return d
		}
	}
	return f.doc(longClass)
}

func (f ClassFacts) doc(room classRoom) *paper.Doc {
	d := &paper.Doc{Title: "Class " + orDash(f.Class) + ": pupils with SEN", Lang: "en-GB", Org: f.School, Date: f.Today,
		Subject: "What a teacher needs to know of the pupils with SEN in a class", Watermark: paper.Mark(f.Demo, false), Setting: paper.Wide}
	if f.Names == FullNames {
		d.Author = f.Author
	}
	if len(f.Pupils) == 0 {
		d.Blocks = append(d.Blocks, paper.P("No pupil of this class is on the SEN register."))
		return d
	}
	t := paper.Table{Caption: pupils(len(f.Pupils)) + ". Keep this sheet where no pupil or visitor reads it.",
		Cols: []paper.Col{{Weight: 20}, {Weight: 26}, {Weight: 26}, {Weight: 28}},
		Head: []paper.Row{paper.HeadRow("Pupil and need", "What helps", "Targets now", "Provision: when and who")}}
	cut := false
	for n, p := range f.Pupils {
		row, shortened := f.row(n, p, room)
		t.Body = append(t.Body, row)
		cut = cut || shortened
	}
	d.Blocks = append(d.Blocks, t)
	if cut {
		d.Blocks = append(d.Blocks, paper.P("… The pupil's profile says the rest."))
	}
	return d
}

// row says one pupil in the room there is, and whether anything was left out.
func (f ClassFacts) row(n int, p ClassPupil, room classRoom) (paper.Row, bool) {
	m := newMasker(f.Names, People{Pupil: p.Pupil, Others: f.All})
	who := paper.Cell{Header: true, Text: []paper.Span{paper.Bold(namedAs(p.Pupil, n, f.Names) + ". "), {Text: joined(". ", p.Status, joined("; ", p.Needs...))}}}
	helps, cut := shorten(paper.Clean(m.mask(p.Helps)), room.helps)
	var targets []string
	for i, target := range p.Targets {
		if i == room.targets {
			targets, cut = append(targets, strconv.Itoa(len(p.Targets)-i)+" more …"), true
			break
		}
		words, short := shorten(paper.Clean(m.mask(target)), room.target)
		targets, cut = append(targets, sentence(words)), cut || short
	}
	var given []string
	for _, words := range p.Provision {
		given = append(given, sentence(m.mask(words)))
	}
	return paper.Row{who, paper.TextCell(orDash(helps)), numberedCell(targets), numberedCell(given)}, cut
}

// numberedCell sets several things in one cell: numbered where there is more than one.
func numberedCell(lines []string) paper.Cell {
	if len(lines) < 2 {
		return paper.TextCell(orDash(joined("", lines...)))
	}
	var spans []paper.Span
	for n, line := range lines {
		spans = append(spans, paper.Bold(strconv.Itoa(n+1)+" "), paper.Span{Text: line + " "})
	}
	return paper.Cell{Text: spans}
}
