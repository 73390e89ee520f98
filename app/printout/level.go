package printout

import (
	"slices"
	"strings"

	"needsbook/app/continuum"
	"needsbook/app/day"
	"needsbook/app/paper"
)

// LevelFacts are what the papers about one pupil's level are made of.
type LevelFacts struct {
	About
	Scale     ContinuumFacts // the continuum that the level was made with
	On        day.Date
	Level     continuum.Level
	Suggested string // in words, "" where the continuum leaves the level to people
	Blind     string // what the SENCO thought before the suggestion was seen, in words
	MainArea  string // its name
	Reason    string
	By        string
	Second    string
	Adults    []string // who rated together
	Recheck   day.Date
	Why       continuum.Explanation
	Rated     []LevelRating
	Help      []LevelHelp
	Lost      []string // ids of ticked statements that the continuum does not hold
	Before    []LevelBefore
}

// LevelRating is one thing that was rated, with what was ticked in it.
type LevelRating struct {
	Area, Name string
	Level      string // in words
	Supported  bool   // only this low because of help in place
	Ticked     []string
}

// LevelHelp is the help that usually goes with an area's level.
type LevelHelp struct {
	Area, Plain string
	Level       string // in words
	Hints       []string
}

// LevelBefore is a level that stood before, or stands now.
type LevelBefore struct {
	On     day.Date
	Words  string
	Reason string
}

// LevelRecord lays out a level for the adults at school: what was decided, why, and on
// which statements.
func LevelRecord(f LevelFacts) *paper.Doc {
	m := newMasker(f.Names, f.People)
	doc := f.doc(f.titled(m, f.Scale.Label("level")+" and why it was chosen"), "What was decided, by which rule, and on which statements.")
	add := func(blocks ...paper.Block) { doc.Blocks = append(doc.Blocks, blocks...) }
	add(paper.Sentence(paper.Bold(joined(" · ", f.Year, prefixed("Class ", f.People.Pupil.Class), f.Status))))
	add(f.decision(m))
	add(paper.Section("Why"), paper.Bullets(f.Why.Lines()...))
	if f.Suggested == "" {
		add(paper.P(f.Scale.Say.of("This scale suggests no {level}. The adults chose it.")))
	}
	add(paper.Section("What was rated"))
	add(f.ratedTable())
	for _, r := range f.Rated {
		if len(r.Ticked) > 0 {
			add(paper.Subsection(r.Name+", "+r.Level), paper.Bullets(r.Ticked...))
		}
	}
	if len(f.Lost) > 0 {
		add(paper.P("Also ticked, in a statement that this scale no longer has: " + strings.Join(f.Lost, ", ") + "."))
	}
	add(f.Scale.ladder(f.Level.ID)...)
	add(paper.P(f.Scale.Say.of(neverAPlace)), paper.P(f.Scale.notLegal()))
	if len(f.Before) > 0 {
		t := paper.Table{Caption: f.Scale.Say.of("Every {level} confirmed for this pupil"), Cols: []paper.Col{{Weight: 2}, {Weight: 4}, {Weight: 5}}, Head: []paper.Row{paper.HeadRow("Day", f.Scale.Label("level"), "Why")}}
		for _, b := range f.Before {
			t.Body = append(t.Body, paper.BodyRow(b.On.Words(), b.Words, orDash(m.mask(b.Reason))))
		}
		add(paper.Section(f.Scale.Say.of("{Level+} over time")), t)
	}
	return doc
}

// decision is what was decided and by whom.
func (f LevelFacts) decision(m masker) paper.KeyValues {
	list := paper.KeyValues{Caption: "The decision"}
	fact := func(name, value string) {
		if paper.Clean(value) != "" {
			list.Pairs = append(list.Pairs, paper.Fact(name, value))
		}
	}
	fact(capital(f.Scale.Label("level")), f.Level.ID+" "+f.Level.Name)
	fact("Confirmed", f.On.Words())
	fact("Thought before the suggestion was seen", f.Blind)
	fact("Suggested by the rules", orElse(f.Suggested, "nothing: the scale leaves it to people"))
	fact("Main area", f.MainArea)
	fact("Reason", m.mask(f.Reason))
	fact("Usual help", f.Scale.Pack.RouteLabel(f.Level.Route))
	fact("National layer", strings.Join(f.Scale.Pack.National(f.Level), " or "))
	fact("Confirmed by", m.who(f.By))
	fact("Second person", m.who(f.Second))
	var adults []string
	for _, a := range f.Adults {
		adults = append(adults, m.who(a))
	}
	fact("Rated together by", strings.Join(adults, "; "))
	fact("Look again by", f.Recheck.Words())
	fact("Scale", f.Scale.Pack.Title+", version "+f.Scale.Pack.Version)
	return list
}

// ratedTable is one row for each thing rated.
func (f LevelFacts) ratedTable() paper.Table {
	t := paper.Table{Caption: "Ratings by " + lower(f.Scale.Label("area")), Cols: []paper.Col{{Weight: 3}, {Weight: 4}, {Weight: 3}, {Weight: 3}},
		Head: []paper.Row{paper.HeadRow(f.Scale.Label("area"), f.Scale.Label("strand"), "Rated", "Held up by support")}}
	for _, r := range f.Rated {
		held := "–"
		if r.Supported {
			held = "Yes"
		}
		t.Body = append(t.Body, paper.BodyRow(r.Area, r.Name, r.Level, held))
	}
	return t
}

// supported are the names of what is held up by support.
func (f LevelFacts) supported() []string {
	var names []string
	for _, r := range f.Rated {
		if r.Supported && !slices.Contains(names, r.Name) {
			names = append(names, r.Name)
		}
	}
	return names
}
