package desktop

import (
	"context"
	"encoding/json"
	"fmt"
	"html"
	"needsbook/app/publish"
	"regexp"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/funding"
	"needsbook/app/pack/terms"
	"needsbook/app/paper"
	"needsbook/app/provision"
	"needsbook/assets"
	"needsbook/storage/schooldb/schooltest"
	"needsbook/ui/desktop/lock"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/shell/shelltest"
)

// contested are the words that councils change: the keys of the terms pack, and what none
// of them may be called by itself.
var contested = regexp.MustCompile(`(?i)\b(clusters?|localit(y|ies)|panels?|communit(y|ies)|professional resource groups?|area boards?|districts?|inclusion forums?|` +
	`continu(um|a)|levels?|strands?|predictable|exceptional|universal|targeted|tariffs?|top-up|high needs|notional|allocations?|core standards|school contributions?|` +
	`moderat(ion|ions|or|ors))\b`)

// theirs are words that stand in texts that are not the program's own: the pack of levels
// and the invented school, whose people wrote what they wrote.
func theirs(t *testing.T) []string {
	t.Helper()
	var out []string
	var gather func(any)
	gather = func(v any) {
		switch v := v.(type) {
		case string:
			if contested.MatchString(v) && len(strings.Fields(v)) > 2 {
				out = append(out, v)
			}
		case []any:
			for _, in := range v {
				gather(in)
			}
		case map[string]any:
			for key, in := range v {
				if key != "terms" { // its labels are the council's words
					gather(in)
				}
			}
		}
	}
	for _, body := range [][]byte{assets.Pack("continuum.json"), assets.DemoSchool} {
		var v any
		if err := json.Unmarshal(body, &v); err != nil {
			t.Fatal(err)
		}
		gather(v)
	}
	slices.SortFunc(out, func(a, b string) int { return len(b) - len(a) })
	return slices.Compact(out)
}

// nonsense is the pack of words with a word that means nothing for each.
func nonsense(t *testing.T) []byte {
	t.Helper()
	var pack map[string]any
	if err := json.Unmarshal(assets.Pack("terms.json"), &pack); err != nil {
		t.Fatal(err)
	}
	pack["id"], pack["version"] = "nonsense", "1"
	for key, v := range pack["terms"].(map[string]any) {
		word := "Zq" + strings.ReplaceAll(key, "_", "")
		pack["terms"].(map[string]any)[key] = map[string]any{"label": word, "plural": word + "z", "plain": "What a " + word + " is.",
			"also_known_as": []any{v.(map[string]any)["label"]}}
	}
	pack["worked_examples"] = []any{map[string]any{"name": "An old word", "word": "Community of Schools", "expect": "cluster"}}
	body, err := json.Marshal(pack)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

// nonsenseWindow shows a demo school that had the nonsense words from its first day. A
// request keeps the words of the day it was written or sent, so a school that changed its
// words later rightly shows the old ones on its old requests.
func nonsenseWindow(t *testing.T) *window {
	t.Helper()
	d := schooltest.Empty(t)
	if err := d.InstallPack(t.Context(), nonsense(t)); err != nil {
		t.Fatal(desk.Words(err))
	}
	if _, err := d.FillDemo(t.Context()); err != nil {
		t.Fatal(desk.Words(err))
	}
	w := newWindow(t.Context(), Program{App: test.NewTempApp(t), Options: desk.Options{Clock: d.Clock()}, Forgetful: true}, shell.InlineRunner())
	w.opened(lock.Opened{Desk: d})
	return w
}

// S-01 and S-02: no screen says a contested word by itself.
func TestNoScreenSaysAWordThatACouncilChanged(t *testing.T) {
	w := nonsenseWindow(t)
	w.window.Resize(fyne.NewSize(1600, 3000))
	look, at := stray{t: t, theirs: theirs(t), keys: w.desk.Terms().Words}, shelltest.Over(t, w.shell)
	routes, err := pictured(w.desk)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range w.places() {
		if p.Argued {
			continue
		}
		routes = append(routes, namedRoute{p.Screen, shell.To(p.Screen)}, namedRoute{"help of " + p.Screen, shell.To("help", p.Screen)})
	}
	for _, page := range []string{"firstrun", "start", "search", "keys", "printing", "undo", "names", "data"} {
		routes = append(routes, namedRoute{"help of " + page, shell.To("help", page)})
	}
	routes = append(routes, pages(t, w.desk)...)
	seen := map[shell.Route]bool{}
	for _, r := range routes {
		if seen[r.to] {
			continue
		}
		seen[r.to] = true
		w.shell.Go(r.to)
		look.at(r.name, at.Text()+"\n"+w.shell.Screen().Title())
		for row := range at.Tabs() {
			for range 12 {
				tabs := at.Tabs()
				if row >= len(tabs) {
					break
				}
				before := tabs[row].Current()
				tabs[row].TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
				look.at(r.name, at.Text())
				if now := at.Tabs(); row >= len(now) || now[row] == tabs[row] && tabs[row].Current() == before {
					break
				}
			}
		}
	}
	for _, menu := range w.window.MainMenu().Items {
		for _, item := range menu.Items {
			look.at("the menu", item.Label)
		}
	}
	w.shell.ShowPalette()
	look.at("the palette", at.Text())
	if !at.Sees("Zqcluster") {
		t.Error("the list of screens does not say the council's word")
	}
}

// pages are what the places show of single things.
func pages(t *testing.T, d *desk.Desk) []namedRoute {
	t.Helper()
	requests, err := d.Requests(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	out := []namedRoute{{"a new request", shell.To("requests", "new")}}
	for _, r := range requests {
		out = append(out, namedRoute{"request " + r.Kind, shell.To("requests", fmt.Sprint(r.Number))})
	}
	return out
}

// No paper says a contested word by itself.
func TestNoPaperSaysAWordThatACouncilChanged(t *testing.T) {
	w := nonsenseWindow(t)
	look, d := stray{t: t, theirs: theirs(t), keys: w.desk.Terms().Words}, w.desk
	keep := func(name string, doc *paper.Doc, err error) {
		t.Helper()
		if err != nil {
			t.Errorf("%s: %s", name, desk.Words(err))
			return
		}
		look.paper(name, doc)
	}
	requests, err := d.Requests(w.ctx)
	if err != nil || len(requests) == 0 {
		t.Fatal(requests, err)
	}
	pupil := requests[slices.IndexFunc(requests, func(r desk.Request) bool { return r.Pupil != "" })].Pupil
	for name, make := range map[string]func(context.Context, string, desk.Names) (*paper.Doc, error){
		"profile": d.Profile, "plan": d.PlanPaper, "level": d.LevelDocument, "level for parents": d.LevelParentDocument, "contact log": d.ContactLogPaper, "review pack": d.ReviewPack,
	} {
		doc, err := make(w.ctx, pupil, desk.NamesFull)
		keep(name, doc, err)
	}
	for _, r := range requests {
		doc, err := d.RequestDocument(w.ctx, r.Number, desk.NamesFull)
		keep("request "+r.Kind, doc, err)
		for _, point := range funding.Points {
			if doc, err := d.RequestLetter(w.ctx, r.Number, r.Pupil, point, desk.NamesFull); err == nil {
				keep("letter "+point, doc, err)
			}
		}
	}
	for _, year := range []int{day.AcademicYear(d.Today())} {
		doc, err := d.BudgetPaper(w.ctx, year, desk.NamesFull)
		keep("budget", doc, err)
		doc, err = d.EffectsPaper(w.ctx, desk.EffectView{Year: year, By: provision.ByFamily}, "name", false)
		keep("what worked", doc, err)
	}
	for _, forOthers := range []bool{true, false} {
		doc, err := d.ContinuumDocument(w.ctx, forOthers)
		keep("the scale", doc, err)
		doc, err = d.NeedProfileDocument(w.ctx, forOthers)
		keep("need profile", doc, err)
	}
	doc, err := d.GovernorsDocument(w.ctx)
	keep("governors", doc, err)
	doc, err = d.CaseSample(w.ctx, []string{pupil}, desk.NamesFull)
	keep("case sample", doc, err)
	doc, err = d.CaseGapsPaper(w.ctx, []string{pupil}, desk.NamesFull)
	keep("gaps of a case sample", doc, err)
	doc, err = d.TransitionPack(w.ctx, pupil, nil, desk.NamesFull)
	keep("transition pack", doc, err)
	doc, err = d.SubjectAccess(w.ctx, pupil)
	keep("subject access", doc, err)
	doc, err = d.RegisterPaper(d.StandardView(), desk.NamesFull)
	keep("register", doc, err)
	doc, err = d.ProvisionMapPaper(w.ctx, desk.MapView{}, desk.NamesFull)
	keep("provision map", doc, err)
	doc, err = d.StaffWeekSheet(w.ctx, d.Today(), desk.NamesFull)
	keep("staff week", doc, err)
	doc, err = d.ClassSheet(w.ctx, "4B", desk.NamesFull)
	keep("class sheet", doc, err)
	doc, err = d.ReportDocument(w.ctx, publish.SENInformation)
	keep("report", doc, err)
	unmet, err := d.UnmetNeed(w.ctx)
	if err != nil {
		t.Fatal(err)
	}
	periods, err := d.UnmetPeriods(w.ctx, unmet)
	if err != nil {
		t.Fatal(err)
	}
	for _, counts := range []bool{true, false} {
		doc, err = d.UnmetPaper(w.ctx, periods[0], desk.NamesOff, counts)
		keep("unmet need", doc, err)
	}
	meetings, err := d.Meetings(w.ctx, day.Date{}, d.Today())
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range meetings {
		doc, err := d.MeetingRecord(w.ctx, m.ID, desk.NamesFull)
		keep("record of a meeting", doc, err)
	}
}

// stray looks for contested words.
type stray struct {
	t      *testing.T
	theirs []string
	keys   map[string]terms.Term
	said   map[string]bool
}

// allowed are phrases that hold such a word and are not the council's, each with why.
var allowed = []struct{ phrase, why string }{
	{"Reading level", "how hard a text is to read"},
	{"Universal offer", "the pack of levels' own name of a national layer"},
	{"Targeted support", "the same"},
	{"High needs cost threshold", "its name in the finance regulations"},
	{"level:", "a word that search itself understands, typed as it stands"},
}

// documentBytes are the bytes of a summary as they are signed: fixed codes, not words.
var documentBytes = regexp.MustCompile(`\{"as_of":.*?"urn":"[0-9 ]*"\}`)

func (s *stray) at(where, text string) {
	s.t.Helper()
	text = documentBytes.ReplaceAllString(strings.Join(strings.Fields(text), " "), "…")
	for _, own := range s.theirs {
		text = strings.ReplaceAll(text, own, "…")
	}
	for _, a := range allowed {
		text = strings.ReplaceAll(text, a.phrase, "…")
	}
	if s.said == nil {
		s.said = map[string]bool{}
	}
	for _, found := range contested.FindAllStringIndex(text, -1) {
		around := text[max(0, found[0]-50):min(len(text), found[1]+40)]
		if word := text[max(0, found[0]-20):min(len(text), found[1]+20)]; !s.said[word] {
			s.said[word] = true
			s.t.Errorf("%s says %q: …%s…", where, text[found[0]:found[1]], around)
		}
	}
	for _, key := range terms.Places(text) { // the report shows places of its own, such as {school_name}
		if _, ours := s.keys[strings.TrimSuffix(key, "+")]; ours {
			s.t.Errorf("%s leaves the place %q open", where, key)
		}
	}
}

func (s *stray) paper(name string, doc *paper.Doc) {
	s.t.Helper()
	page, _, err := desk.Draw(doc, desk.FormatHTML)
	if err != nil {
		s.t.Fatal(err)
	}
	s.at("the paper "+name, html.UnescapeString(marks.ReplaceAllString(string(page), " ")))
}

var marks = regexp.MustCompile(`(?s)<(style|head|script).*?</(style|head|script)>|<[^>]*>`)
