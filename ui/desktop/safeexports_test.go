package desktop

import (
	"bytes"
	"context"
	"html"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/funding"
	"needsbook/app/paper"
	"needsbook/app/paper/check"
	"needsbook/app/provision"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/shell/shelltest"
)

// leaving is how a file leaves the window: a sheet of Ctrl+P, a card that saves, or a form
// that writes.
var leaving = regexp.MustCompile(`printing\.(Show|ShowAny|ShowPupil)\(|saving\.Card\{|saving\.Write\(`)

// exits are the places of the window from which a file leaves, each with what its files
// are, or why no pupil's name can leave there while names are hidden. A place that is not
// among them, or has one more way out, fails the test until what leaves was added.
var exits = []struct {
	from  string // a file of this folder
	ways  int
	gives []string // of leaves
	why   string   // for what is not in leaves
}{
	{"backups/view.go", 1, []string{"backups"}, ""},
	{"budget/view.go", 2, []string{"budget", "budget workbook"}, ""},
	{"casesample/view.go", 1, []string{"case sample", "case gaps"}, ""},
	{"census/view.go", 1, []string{"census"}, ""},
	{"effect/view.go", 2, []string{"what worked", "what worked, file"}, ""},
	{"governors/view.go", 1, []string{"governors"}, ""},
	{"handover/make.go", 1, nil, "refused while names are hidden: TestWhoLeavesIsOfferedAndNamesCanBeHidden"},
	{"handover/view.go", 2, nil, "the school's own card, and a receipt of numbers and six words"},
	{"importing/provision_view.go", 2, []string{"costs", "costs, file"}, ""},
	{"keeping/view.go", 1, []string{"keeping"}, ""},
	{"levels/scale.go", 2, []string{"papers of pupils", "scale"}, ""},
	{"meeting/view.go", 1, []string{"meeting"}, ""},
	{"needprofile/view.go", 1, []string{"need profile"}, ""},
	{"packtable/steps.go", 1, nil, "a pack made of a council's table"},
	{"printing/view.go", 2, nil, "writes what the sheet of Ctrl+P was given"},
	{"provisionmap/printing.go", 1, []string{"provision map", "class sheet"}, ""},
	{"pupil/attachments.go", 1, nil, "begun from a form that does not open while names are hidden"},
	{"pupil/view.go", 1, []string{"papers of pupils"}, ""},
	{"pupils/export.go", 2, []string{"register", "register, file", "class sheet"}, ""},
	{"reports/export.go", 1, []string{"reports"}, ""},
	{"requests/letters.go", 1, []string{"letters"}, ""},
	{"requests/steps.go", 1, []string{"requests"}, ""},
	{"saving/card.go", 0, nil, "writes what a card was given"},
	{"sending/agreement.go", 1, nil, "the agreement between schools, as it was signed"},
	{"sending/joinfile.go", 1, nil, "the school's request to join"},
	{"sending/log.go", 1, nil, "the log of what was sent, and summaries of counts"},
	{"staffweek/view.go", 1, []string{"staff by hours"}, ""},
	{"takingout/model.go", 1, nil, "refused while names are hidden: TestNothingIsTakenOutWhileNamesAreHidden"},
	{"ticksheet/papers.go", 1, []string{"tick-sheet"}, ""},
	{"today/view.go", 1, []string{"calendar"}, ""},
	{"unmet/view.go", 2, []string{"unmet need", "unmet need, file"}, ""},
	{"vignettes/answer.go", 1, nil, "ratings of invented cases, by a code for each rater"},
	{"whereabouts/view.go", 1, []string{"whereabouts"}, ""},
}

// gone takes what leaves: a name for the reader of a failure, and what it says.
type gone func(name, words string)

// took is what a paper or a file says.
type took struct {
	t     *testing.T
	names desk.Names
	tell  gone
	n     int
}

// paper draws a paper as both a web page and a PDF and reads them again.
func (k *took) paper(name string, doc *paper.Doc, err error) {
	k.t.Helper()
	if err != nil {
		k.t.Errorf("%s: %s", name, desk.Words(err))
		return
	}
	page, _, err := desk.Draw(doc, desk.FormatHTML)
	if err != nil {
		k.t.Fatal(err)
	}
	k.tell(name, html.UnescapeString(marks.ReplaceAllString(string(page), "\n")))
	k.n++
	if k.names != desk.NamesInitials {
		return // the same document: a PDF of it takes longest
	}
	file, _, err := desk.Draw(doc, desk.FormatPDF)
	if err != nil {
		k.t.Fatal(err)
	}
	read, err := check.Read(file)
	if err != nil {
		k.t.Fatal(err)
	}
	k.tell(name+" as a PDF", strings.Join(read.Words(), " "))
	k.tell(name+" as a PDF, its outline and the frame of its pages", read.Outline()+strings.Join(read.Artifacts(), " "))
}

// file reads a file of words.
func (k *took) file(name string, body []byte, err error) {
	k.t.Helper()
	if err != nil {
		k.t.Errorf("%s: %s", name, desk.Words(err))
		return
	}
	k.tell(name, strings.ReplaceAll(string(body), "\r\n ", ""))
	k.n++
}

// workbook reads the cells of an Excel workbook.
func (k *took) workbook(name string, body []byte, err error) {
	k.t.Helper()
	if err != nil {
		k.t.Errorf("%s: %s", name, desk.Words(err))
		return
	}
	book, err := excelize.OpenReader(bytes.NewReader(body))
	if err != nil {
		k.t.Fatal(err)
	}
	defer book.Close()
	for _, sheet := range book.GetSheetList() {
		rows, err := book.GetRows(sheet)
		if err != nil {
			k.t.Fatal(err)
		}
		for _, row := range rows {
			k.tell(name, sheet+" "+strings.Join(row, "\n"))
		}
	}
	k.n++
}

// written gives what a func writes.
func written(write func(io.Writer) (int, error)) ([]byte, error) {
	var b bytes.Buffer
	_, err := write(&b)
	return b.Bytes(), err
}

// whom are the pupils whose papers are made.
func whom(t *testing.T, d *desk.Desk) []string {
	t.Helper()
	requests, err := d.Requests(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range slices.Backward(requests) {
		if r.Pupil != "" {
			return []string{r.Pupil}
		}
	}
	t.Fatal("nobody has a request")
	return nil
}

// leaves make everything that leaves the window, with pupils named as asked.
var leaves = map[string]func(ctx context.Context, d *desk.Desk, n desk.Names, k *took){
	"backups": func(ctx context.Context, d *desk.Desk, _ desk.Names, k *took) {
		doc, err := d.BackupDocument(ctx)
		k.paper("backups", doc, err)
	},
	"budget": func(ctx context.Context, d *desk.Desk, n desk.Names, k *took) {
		for _, names := range []desk.Names{n, desk.NamesOff} {
			doc, err := d.BudgetPaper(ctx, day.AcademicYear(d.Today()), names)
			k.paper("budget", doc, err)
		}
	},
	"budget workbook": func(ctx context.Context, d *desk.Desk, n desk.Names, k *took) {
		body, err := written(func(w io.Writer) (int, error) { return 0, d.BudgetWorkbook(ctx, w, day.AcademicYear(d.Today()), n) })
		k.workbook("budget workbook", body, err)
	},
	"calendar": func(ctx context.Context, d *desk.Desk, n desk.Names, k *took) {
		body, err := written(func(w io.Writer) (int, error) { return d.Calendar(ctx, w, d.Today(), d.Today().AddYears(1), n) })
		k.file("calendar", body, err)
	},
	"case gaps": func(ctx context.Context, d *desk.Desk, n desk.Names, k *took) {
		doc, err := d.CaseGapsPaper(ctx, whom(k.t, d), n)
		k.paper("gaps of a case sample", doc, err)
	},
	"case sample": func(ctx context.Context, d *desk.Desk, n desk.Names, k *took) {
		doc, err := d.CaseSample(ctx, whom(k.t, d), n)
		k.paper("case sample", doc, err)
	},
	"census": func(ctx context.Context, d *desk.Desk, n desk.Names, k *took) {
		body, err := written(func(w io.Writer) (int, error) { return d.CensusCSV(ctx, w, day.AcademicYear(d.Today()), "autumn", n) })
		k.file("census", body, err)
	},
	"class sheet": func(ctx context.Context, d *desk.Desk, n desk.Names, k *took) {
		for _, class := range d.ClassesWithSEN()[:2] {
			doc, err := d.ClassSheet(ctx, class, n)
			k.paper("class sheet", doc, err)
		}
	},
	"costs": func(_ context.Context, d *desk.Desk, n desk.Names, k *took) {
		k.paper("costs", d.ProvisionCostsPaper("map.xlsx", costsOf(whom(k.t, d)), n), nil)
	},
	"costs, file": func(_ context.Context, d *desk.Desk, n desk.Names, k *took) {
		body, err := d.ProvisionCostsCSV(costsOf(whom(k.t, d)), n)
		k.file("costs", body, err)
	},
	"governors": func(ctx context.Context, d *desk.Desk, _ desk.Names, k *took) {
		doc, err := d.GovernorsDocument(ctx)
		k.paper("governors", doc, err)
	},
	"keeping": func(ctx context.Context, d *desk.Desk, n desk.Names, k *took) {
		doc, err := d.RetentionDocument(ctx, n)
		k.paper("records whose time is over", doc, err)
	},
	"letters": func(ctx context.Context, d *desk.Desk, n desk.Names, k *took) {
		requests, err := d.Requests(ctx)
		if err != nil {
			k.t.Fatal(err)
		}
		for _, r := range requests {
			for _, point := range funding.Points {
				if doc, err := d.RequestLetter(ctx, r.Number, r.Pupil, point, n); err == nil { // the others are not due yet
					k.paper("letter "+point, doc, nil)
				}
			}
		}
	},
	"meeting": func(ctx context.Context, d *desk.Desk, n desk.Names, k *took) {
		meetings, err := d.Meetings(ctx, day.Date{}, d.Today())
		if err != nil || len(meetings) == 0 {
			k.t.Fatal(meetings, err)
		}
		for _, m := range meetings[:min(3, len(meetings))] {
			doc, err := d.MeetingRecord(ctx, m.ID, n)
			k.paper("record of a meeting", doc, err)
		}
	},
	"need profile": func(ctx context.Context, d *desk.Desk, _ desk.Names, k *took) {
		for _, others := range []bool{true, false} {
			doc, err := d.NeedProfileDocument(ctx, others)
			k.paper("need profile", doc, err)
		}
	},
	"papers of pupils": func(ctx context.Context, d *desk.Desk, n desk.Names, k *took) {
		for _, pupil := range whom(k.t, d) {
			for _, p := range desk.Printouts {
				if e, err := d.Entry(pupil); err == nil && p.Pupil && !p.Full && (!p.Level || e.Level != "") {
					doc, err := p.Make(ctx, d, pupil, n)
					k.paper(p.ID, doc, err)
				}
			}
		}
	},
	"provision map": func(ctx context.Context, d *desk.Desk, n desk.Names, k *took) {
		doc, err := d.ProvisionMapPaper(ctx, desk.MapView{}, n)
		k.paper("provision map", doc, err)
	},
	"register": func(_ context.Context, d *desk.Desk, n desk.Names, k *took) {
		doc, err := d.RegisterPaper(d.StandardView(), n)
		k.paper("register", doc, err)
	},
	"register, file": func(_ context.Context, d *desk.Desk, n desk.Names, k *took) {
		for _, format := range []string{"csv", "json", "xlsx"} {
			body, err := written(func(w io.Writer) (int, error) { return d.WriteSheet(w, d.StandardView(), n, format) })
			if format == "xlsx" {
				k.workbook("register as "+format, body, err)
				continue
			}
			k.file("register as "+format, body, err)
		}
	},
	"reports": func(ctx context.Context, d *desk.Desk, _ desk.Names, k *took) {
		for _, public := range d.PublicDocuments() {
			doc, err := d.ReportDocument(ctx, public.ID)
			k.paper(public.ID, doc, err)
		}
	},
	"requests": func(ctx context.Context, d *desk.Desk, n desk.Names, k *took) {
		requests, err := d.Requests(ctx)
		if err != nil {
			k.t.Fatal(err)
		}
		for _, r := range requests {
			doc, err := d.RequestDocument(ctx, r.Number, n)
			k.paper("request "+r.Reference(), doc, err)
		}
	},
	"scale": func(ctx context.Context, d *desk.Desk, _ desk.Names, k *took) {
		for _, others := range []bool{true, false} {
			doc, err := d.ContinuumDocument(ctx, others)
			k.paper("scale", doc, err)
		}
	},
	"staff by hours": func(ctx context.Context, d *desk.Desk, n desk.Names, k *took) {
		doc, err := d.StaffWeekSheet(ctx, d.Today(), n)
		k.paper("staff by hours", doc, err)
	},
	"tick-sheet": func(ctx context.Context, d *desk.Desk, n desk.Names, k *took) {
		sheets, err := d.TickSheets(ctx, "", d.Today())
		if err != nil || len(sheets) == 0 {
			k.t.Fatal(sheets, err)
		}
		var ids []string
		for _, s := range sheets {
			if s.Off == "" {
				ids = append(ids, s.ID)
			}
		}
		doc, err := d.TickSheetPaper(ctx, "all groups", ids, []day.Date{d.Today()}, n)
		k.paper("tick-sheet", doc, err)
	},
	"unmet need": func(ctx context.Context, d *desk.Desk, n desk.Names, k *took) {
		_, p := unmetOf(k.t, d)
		for _, counts := range []bool{true, false} {
			doc, err := d.UnmetPaper(ctx, p, n, counts)
			k.paper("unmet need", doc, err)
		}
	},
	"unmet need, file": func(ctx context.Context, d *desk.Desk, n desk.Names, k *took) {
		u, p := unmetOf(k.t, d)
		body, err := d.UnmetCSV(ctx, u, p, n, false)
		k.file("unmet need", body, err)
	},
	"what worked": func(ctx context.Context, d *desk.Desk, _ desk.Names, k *took) {
		doc, err := d.EffectsPaper(ctx, desk.EffectView{Year: day.AcademicYear(d.Today()), By: provision.ByFamily}, "name", false)
		k.paper("what worked", doc, err)
	},
	"what worked, file": func(ctx context.Context, d *desk.Desk, _ desk.Names, k *took) {
		effects, err := d.Effects(ctx)
		if err != nil {
			k.t.Fatal(err)
		}
		body, err := d.EffectsCSV(effects.Lines(desk.EffectView{Year: day.AcademicYear(d.Today()), By: provision.ByFamily}))
		k.file("what worked", body, err)
	},
	"whereabouts": func(ctx context.Context, d *desk.Desk, _ desk.Names, k *took) {
		doc, err := d.WhereaboutsDocument(ctx)
		k.paper("where our data is", doc, err)
		k.paper("privacy notice", d.PrivacyNotice(), nil)
		k.paper("impact assessment", d.ImpactAssessment(), nil)
	},
}

func costsOf(pupils []string) []desk.ProvisionCost {
	return []desk.ProvisionCost{{Row: 2, Name: "Precision reading", Pupils: pupils, Why: "Other weeks"}}
}

func unmetOf(t *testing.T, d *desk.Desk) (provision.Unmet, desk.Period) {
	t.Helper()
	u, err := d.UnmetNeed(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	periods, err := d.UnmetPeriods(t.Context(), u)
	if err != nil {
		t.Fatal(err)
	}
	return u, periods[0]
}

func TestEveryWayOutOfTheWindowIsInTheListOfExits(t *testing.T) {
	found := map[string]int{}
	err := fs.WalkDir(os.DirFS("."), ".", func(path string, e fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		body, err := os.ReadFile(filepath.FromSlash(path))
		if n := len(leaving.FindAll(body, -1)); n > 0 {
			found[path] = n
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	given := map[string]bool{}
	for _, e := range exits {
		if found[e.from] != e.ways {
			t.Errorf("%s has %d ways out, %d are known", e.from, found[e.from], e.ways)
		}
		delete(found, e.from)
		if (e.why == "") == (len(e.gives) == 0) {
			t.Errorf("%s: say what it gives, or why no name can leave there", e.from)
		}
		for _, name := range e.gives {
			given[name] = true
			if leaves[name] == nil {
				t.Errorf("%s gives %q, which is not tried", e.from, name)
			}
		}
	}
	for path, n := range found {
		t.Errorf("%s has %d ways out that are not in the list", path, n)
	}
	for name := range leaves {
		if !given[name] {
			t.Errorf("%q leaves from nowhere", name)
		}
	}
}

// With initials or no names chosen, no paper, spreadsheet, calendar or other file that can
// be begun while names are hidden holds a word that names a pupil or an adult of theirs.
func TestNothingThatLeavesNamesAPupilUnlessFullNamesAreChosen(t *testing.T) {
	w := demoWindow(t)
	look := &namesNobody{t, w.naming(t), map[string]bool{}}
	for _, n := range []desk.Names{desk.NamesInitials, desk.NamesOff} {
		k := &took{t: t, names: n, tell: func(name, words string) { look.in(name+", "+string(n), words) }}
		for _, leave := range leaves {
			leave(w.ctx, w.desk, n, k)
		}
		if k.n < 40 {
			t.Errorf("only %d papers and files were made", k.n)
		}
	}
	// The test would see a name: with full names there are many.
	named := 0
	full := &took{t: t, names: desk.NamesFull, tell: func(_, words string) {
		for _, word := range aWord.FindAllString(words, -1) {
			if look.names[word] {
				named++
			}
		}
	}}
	leaves["register"](w.ctx, w.desk, desk.NamesFull, full)
	if named < 20 {
		t.Errorf("the register with full names has %d naming words", named)
	}
}

// A print or an export that is begun while names are hidden begins without full names.
func TestPrintsBegunWhileNamesAreHiddenBeginWithoutThem(t *testing.T) {
	w := demoWindow(t)
	at := shelltest.Over(t, w.shell)
	at.Press("F8")
	cards := 0
	for _, r := range w.routes() {
		w.shell.Go(r.to)
		if _, prints := w.shell.Screen().(shell.Printer); !prints {
			continue
		}
		at.Press("Ctrl+P")
		over := w.window.Canvas().Overlays().Top()
		if over == nil {
			continue
		}
		cards++
		for _, s := range w.walk() {
			if c, is := s.thing.(*parts.Choice); is && c.Chosen() == string(desk.NamesFull) {
				t.Errorf("%s: what is printed begins with full names", r.name)
			}
		}
		at.Press("Esc")
	}
	if cards < 15 {
		t.Errorf("only %d pages laid out a print", cards)
	}
}
