package printout

import (
	"strconv"
	"strings"

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
	Codes     []string // the same as codes: SLCN, SEMH
	Helps     string
	Targets   []string // worked on now
	Provision []ClassHelp
}

// ClassHelp is one thing that a pupil of a class gets.
type ClassHelp struct {
	What string
	When string // Mon Thu 09:30, or 2 a week
	Long string // 30 minutes
	Who  string
}

// classRoom is how much of a pupil a class sheet says: letters of what helps, of a
// target and of what is provided, how many targets, and whether needs are codes and
// the length of sessions is left out.
type classRoom struct {
	helps, target, targets, provided int
	short                            bool
}

// classRooms are tried from the roomiest on until all pupils stand on one page.
var classRooms = []classRoom{
	{400, 200, 6, 200, false}, {260, 140, 4, 100, false}, {180, 110, 3, 80, false}, {180, 110, 3, 60, true},
	{130, 90, 3, 50, true}, {100, 75, 2, 40, true}, {80, 60, 2, 34, true}, {60, 50, 1, 30, true}, {45, 45, 1, 26, true},
}

// longClass is what is said where a class does not fit on a page in any case.
var longClass = classRoom{180, 110, 3, 60, true}

// ClassSheet lays a class out on one page, lying or upright, saying less of each pupil
// until it fits. A class that fits on no page goes on to the next with its headings.
// Fits reports whether a document is one page.
func ClassSheet(f ClassFacts, fits func(*paper.Doc) bool) *paper.Doc {
	for _, room := range classRooms {
		d := f.doc(room)
		for _, d.Setting = range []paper.Setting{paper.Wide, paper.Tall} {
			if fits(d) {
				return d
			}
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
	t := paper.Table{Cols: []paper.Col{{Weight: 19}, {Weight: 22}, {Weight: 26}, {Weight: 33}},
		Head: []paper.Row{paper.HeadRow("Pupil and need", "What helps", "Targets now", "Provision: when and who")}}
	cut := false
	for n, p := range f.Pupils {
		row, shortened := f.row(n, p, room)
		t.Body = append(t.Body, row)
		cut = cut || shortened
	}
	t.Caption = pupils(len(f.Pupils)) + ". Keep this sheet where no pupil or visitor reads it."
	if cut {
		t.Caption += " Where … stands, the pupil's profile says the rest."
	}
	d.Blocks = append(d.Blocks, t)
	return d
}

// row says one pupil in the room there is, and whether anything was left out.
func (f ClassFacts) row(n int, p ClassPupil, room classRoom) (paper.Row, bool) {
	m := newMasker(f.Names, People{Pupil: p.Pupil, Others: f.All})
	needs := p.Needs
	if room.short {
		needs = []string{joined(", ", p.Codes...)}
	}
	who := paper.Cell{Header: true, Text: []paper.Span{paper.Bold(namedAs(p.Pupil, n, f.Names) + ". "), {Text: joined(". ", p.Status, joined("; ", needs...))}}}
	helps, cut := shorten(paper.Clean(m.mask(p.Helps)), room.helps)
	var targets []string
	for i, target := range p.Targets {
		if i == room.targets {
			targets[i-1], cut = strings.TrimSuffix(targets[i-1], " …")+" … and "+strconv.Itoa(len(p.Targets)-i)+" more", true
			break
		}
		words, short := shorten(paper.Clean(m.mask(target)), room.target)
		targets, cut = append(targets, sentence(words)), cut || short
	}
	var given []string
	for _, help := range p.Provision {
		what, short := shorten(paper.Clean(m.mask(help.What)), room.provided)
		if room.short {
			help.Long = ""
		}
		given, cut = append(given, sentence(joined(", ", what, help.When, help.Long, help.Who))), cut || short
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
