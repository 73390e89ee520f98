package hub_test

import (
	"crypto/rand"
	"encoding/csv"
	"encoding/json"
	"errors"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"needsbook/app/cluster"
	"needsbook/app/cluster/clustertest"
	"needsbook/app/exchange"
	"needsbook/app/exchange/exchangetest"
	"needsbook/app/exchange/inbox"
	"needsbook/app/summary"
)

func (h *testHub) page(t *testing.T, path string, cookie func(*http.Request)) string {
	t.Helper()
	r := h.ask(t, http.MethodGet, path, nil, cookie)
	if r.status != http.StatusOK {
		t.Fatalf("%s: %d %s", path, r.status, r.body)
	}
	return string(r.body)
}

func TestNobodyReadsWithoutALinkToThatCluster(t *testing.T) {
	h := filled(t, 4, 0)
	if err := h.SaveCluster(t.Context(), inbox.Cluster{ID: "KENT-08", Name: "Next door"}); err != nil {
		t.Fatal(err)
	}
	mine, theirs := h.reader(t, "KENT-07"), h.reader(t, "KENT-08")
	nobody := func(*http.Request) {}
	forged := func(r *http.Request) { r.AddCookie(&http.Cookie{Name: "__Host-needsbook", Value: "x"}) }
	paths := []string{"/c/%/", "/c/%/?term=2026-27/autumn", "/c/%/export/schools.csv", "/c/%/export/needs-1.json", "/c/%/export/levels-1.csv", "/c/%/export/board.json"}
	for _, path := range paths {
		for _, c := range []struct {
			who     string
			cluster string
			as      func(*http.Request)
			status  int
		}{
			{"a member", "KENT-07", mine, 200}, {"nobody", "KENT-07", nobody, 403}, {"a forged cookie", "KENT-07", forged, 403},
			{"the neighbour", "KENT-07", theirs, 403}, {"a member at the neighbour's", "KENT-08", mine, 403}, {"a cluster that is not", "KENT-99", mine, 403},
		} {
			r := h.ask(t, http.MethodGet, strings.Replace(path, "%", c.cluster, 1), nil, c.as)
			if r.status != c.status {
				t.Errorf("%s on %s: %d, want %d", c.who, path, r.status, c.status)
			}
			if r.status != 200 && strings.Contains(string(r.body), "Meadowfield") {
				t.Errorf("%s on %s: the refusal tells of a school", c.who, path)
			}
		}
	}
	for _, path := range []string{"/c/KENT-07/enter/wrong", "/c/KENT-08/enter/"} {
		if r := h.ask(t, http.MethodGet, path, nil); r.header.Get("Set-Cookie") != "" || r.status < 400 {
			t.Errorf("%s opened: %d", path, r.status)
		}
	}
	if r := h.ask(t, http.MethodPost, "/leave", nil, theirs, func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") }); r.status != 403 {
		t.Errorf("another site closed the page: %d", r.status)
	}
	h.ask(t, http.MethodPost, "/leave", nil, theirs)
	if r := h.ask(t, http.MethodGet, "/c/KENT-08/", nil, theirs); r.status != 403 {
		t.Errorf("after leaving: %d", r.status)
	}
	if _, err := h.RevokeReaderLinks(t.Context(), inbox.ClusterLevel, "KENT-07"); err != nil {
		t.Fatal(err)
	}
	if r := h.ask(t, http.MethodGet, "/c/KENT-07/", nil, mine); r.status != 403 {
		t.Errorf("after the link was revoked: %d", r.status)
	}
	again := h.reader(t, "KENT-07")
	h.pass(31 * time.Minute)
	if r := h.ask(t, http.MethodGet, "/c/KENT-07/", nil, again); r.status != 403 {
		t.Errorf("after half an hour's rest: %d", r.status)
	}
}

func TestEveryAnswerCarriesTheSafetyHeaders(t *testing.T) {
	h := filled(t, 4, 0)
	cookie := h.reader(t, "KENT-07")
	for _, path := range []string{"/", "/c/KENT-07/", "/c/KENT-07/export/schools.csv", "/v1/hub", "/v1/receipts/x", "/nothing", "/livez", "/readyz", "/schema/cluster-summary-1.json", "/assets/hub.css"} {
		r := h.ask(t, http.MethodGet, path, nil, cookie)
		csp := r.header.Get("Content-Security-Policy")
		if !strings.HasPrefix(csp, "default-src 'none'") || strings.Contains(csp, "unsafe") || strings.Contains(csp, "script-src") ||
			r.header.Get("X-Content-Type-Options") != "nosniff" || r.header.Get("Strict-Transport-Security") == "" || r.header.Get("Referrer-Policy") == "" {
			t.Errorf("%s: %v", path, r.header)
		}
		want := "no-store"
		if path == "/c/KENT-07/" {
			want = "private, no-cache" // the reader's own browser may ask whether it changed
		}
		if public := strings.HasPrefix(path, "/assets/") || strings.HasPrefix(path, "/schema/"); !public && r.header.Get("Cache-Control") != want {
			t.Errorf("%s may be kept by others: %s", path, r.header.Get("Cache-Control"))
		}
	}
}

// walk passes each element to visit, parents first.
func walk(n *html.Node, visit func(*html.Node)) {
	if n.Type == html.ElementNode {
		visit(n)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		walk(c, visit)
	}
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func words(n *html.Node) string {
	var b strings.Builder
	var add func(*html.Node)
	add = func(n *html.Node) {
		if n.Type == html.TextNode {
			b.WriteString(n.Data + " ")
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			add(c)
		}
	}
	add(n)
	return strings.Join(strings.Fields(b.String()), " ")
}

func all(n *html.Node, name string) (out []*html.Node) {
	walk(n, func(e *html.Node) {
		if e.Data == name {
			out = append(out, e)
		}
	})
	return out
}

// checkBalanced fails for a page whose tags do not close as they opened: a browser
// would mend it silently, other readers might not.
func checkBalanced(t *testing.T, page string) {
	t.Helper()
	void := []string{"meta", "link", "br", "input", "img", "hr"}
	z := html.NewTokenizer(strings.NewReader(page))
	var open []string
	for {
		switch z.Next() {
		case html.ErrorToken:
			if len(open) > 0 {
				t.Errorf("left open: %v", open)
			}
			return
		case html.StartTagToken:
			if name, _ := z.TagName(); !slices.Contains(void, string(name)) {
				open = append(open, string(name))
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			if len(open) == 0 || open[len(open)-1] != string(name) {
				t.Fatalf("</%s> closes %v", name, open)
			}
			open = open[:len(open)-1]
		}
	}
}

func TestPageIsWellFormedAndAccessible(t *testing.T) {
	h := filled(t, 6, 1)
	for _, n := range []*testHub{h, filled(t, 2, 0), filled(t, 3, 3), newTestHub(t)} {
		page := n.page(t, "/c/KENT-07/", n.reader(t, "KENT-07"))
		checkBalanced(t, page)
		doc, err := html.Parse(strings.NewReader(page))
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(page, "<!DOCTYPE html>\n<html lang=\"en-GB\">") || len(all(doc, "h1")) != 1 || len(all(doc, "main")) != 1 || words(all(doc, "title")[0]) == "" {
			t.Error("the page's frame is not whole")
		}
		ids := map[string]int{}
		last := 0
		walk(doc, func(e *html.Node) {
			if id := attr(e, "id"); id != "" {
				ids[id]++
			}
			if e.Data == "script" || e.Data == "style" || attr(e, "style") != "" || strings.HasPrefix(attr(e, "href"), "http") {
				t.Errorf("<%s> has no place on the page", e.Data)
			}
			for _, a := range e.Attr {
				if strings.HasPrefix(a.Key, "on") {
					t.Errorf("<%s %s> would run a script", e.Data, a.Key)
				}
			}
			if len(e.Data) == 2 && e.Data[0] == 'h' && e.Data[1] >= '1' && e.Data[1] <= '6' {
				if level := int(e.Data[1] - '0'); level > last+1 {
					t.Errorf("heading %q skips a level", words(e))
				} else {
					last = level
				}
			}
			switch e.Data {
			case "table":
				checkTable(t, e)
			case "svg":
				if attr(e, "role") != "img" || len(attr(e, "aria-label")) < 20 {
					t.Error("a picture has no words")
				}
			case "figure":
				section := e.Parent.Parent
				if section.Data != "section" || len(all(section, "table")) == 0 || words(all(section, "p")[0]) == "" || words(all(e, "figcaption")[0]) == "" {
					t.Error("a picture has no sentence and no title above it, or no table")
				}
			case "section":
				if len(all(e, "svg")) > 0 && !regexp.MustCompile(`From \d+ schools?, as of .*20\d\d`).MatchString(words(e)) {
					t.Errorf("a chart does not say how many schools and which days: %q", words(e))
				}
			case "a":
				if words(e) == "" || attr(e, "href") == "" {
					t.Error("a link leads nowhere or says nothing")
				}
			}
		})
		walk(doc, func(e *html.Node) {
			for _, name := range []string{"aria-labelledby", "aria-describedby"} {
				if id := attr(e, name); id != "" && ids[id] != 1 {
					t.Errorf("%s=%s names nothing", name, id)
				}
			}
		})
		for id, n := range ids {
			if n != 1 {
				t.Errorf("the id %s stands %d times", id, n)
			}
		}
	}
	page := h.page(t, "/c/KENT-07/", h.reader(t, "KENT-07"))
	for _, want := range []string{"5 of 6 schools have sent", "What needs do we have between us?", "Who has sent?", "About these numbers", "! Not yet", "✓ Sent", "<svg"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
}

func checkTable(t *testing.T, table *html.Node) {
	t.Helper()
	caption := all(table, "caption")
	if len(caption) != 1 || words(caption[0]) == "" {
		t.Error("a table has no caption")
	}
	width := 0
	for _, row := range all(table, "tr") {
		n := 0
		for c := row.FirstChild; c != nil; c = c.NextSibling {
			if c.Type != html.ElementNode {
				continue
			}
			n++
			if c.Data == "th" && attr(c, "scope") == "" {
				t.Errorf("the heading %q has no scope", words(c))
			}
			if words(c) == "" {
				t.Error("a cell is empty")
			}
		}
		if width == 0 {
			width = n
		} else if n != width {
			t.Errorf("a row has %d cells of %d", n, width)
		}
	}
}

func TestTwoSchoolsAreTooFewForClusterFigures(t *testing.T) {
	h := filled(t, 2, 0)
	page := h.page(t, "/c/KENT-07/", h.reader(t, "KENT-07"))
	if strings.Contains(page, "about 1") || !strings.Contains(page, "too few schools") {
		t.Error("a figure of two schools is on the page")
	}
}

func readCSV(t *testing.T, text string) [][]string {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestEveryTableOnThePageCanBeSaved(t *testing.T) {
	h := filled(t, 6, 1)
	if err := h.SaveSchool(t.Context(), inbox.School{URN: "900006", Name: "=HYPERLINK(\"x\")", Phase: "primary", Cluster: "KENT-07"}); err != nil {
		t.Fatal(err)
	}
	cookie := h.reader(t, "KENT-07")
	doc, err := html.Parse(strings.NewReader(h.page(t, "/c/KENT-07/", cookie)))
	if err != nil {
		t.Fatal(err)
	}
	tables, saved := len(all(doc, "table")), 0
	for _, a := range all(doc, "a") {
		path, _, _ := strings.Cut(attr(a, "href"), "?")
		if !strings.HasPrefix(path, "export/") || !strings.HasSuffix(path, ".csv") {
			continue
		}
		saved++
		rows := readCSV(t, h.page(t, "/c/KENT-07/"+attr(a, "href"), cookie))
		if len(rows) < 2 {
			t.Errorf("%s has %d rows", path, len(rows))
		}
		var sheet struct {
			Level, Ref, Term, Caption, From string
			Schools                         int
			Columns                         []string
			Rows                            []map[string]string
		}
		if err := json.Unmarshal([]byte(h.page(t, "/c/KENT-07/"+strings.Replace(attr(a, "href"), ".csv", ".json", 1), cookie)), &sheet); err != nil {
			t.Fatal(err)
		}
		if sheet.Level != "cluster" || sheet.Ref != "KENT-07" || sheet.Term != "2026-27/autumn" || sheet.Caption == "" || sheet.Schools == 0 || sheet.From == "" {
			t.Errorf("%s does not say what it is of: %+v", path, sheet)
		}
		if len(sheet.Rows) != len(rows)-1 || strings.Join(sheet.Columns, "|") != strings.Join(rows[0], "|") {
			t.Errorf("%s: the JSON differs from the CSV", path)
		}
		for i, row := range sheet.Rows {
			for c, column := range rows[0] {
				cell := rows[i+1][c]
				if strings.HasPrefix(cell, "=") || strings.TrimPrefix(cell, "'") != row[column] {
					t.Errorf("%s row %d %s: %q in CSV, %q in JSON", path, i, column, cell, row[column])
				}
			}
		}
	}
	if saved != tables || tables < 3 {
		t.Errorf("%d of %d tables can be saved", saved, tables)
	}
	var board cluster.Board
	if err := json.Unmarshal([]byte(h.page(t, "/c/KENT-07/export/board.json", cookie)), &board); err != nil || board.Ref != "KENT-07" || len(board.Charts) == 0 {
		t.Errorf("the whole board: %v", err)
	}
	for _, path := range []string{"/c/KENT-07/export/device-1.csv", "/c/KENT-07/export/needs-99.csv", "/c/KENT-07/export/needs-0.csv", "/c/KENT-07/export/schools.xml", "/c/KENT-07/export/schools", "/c/KENT-07/?term=2020-21/autumn"} {
		if r := h.ask(t, http.MethodGet, path, nil, cookie); r.status != 404 || r.header.Get("Content-Disposition") != "" {
			t.Errorf("%s: %d", path, r.status)
		}
	}
}

func TestNamesAreShownAsWordsOnly(t *testing.T) {
	h := filled(t, 4, 0)
	if err := h.SaveSchool(t.Context(), inbox.School{URN: "900001", Name: `<script>alert("x")</script>`, Phase: "primary", Cluster: "KENT-07"}); err != nil {
		t.Fatal(err)
	}
	page := h.page(t, "/c/KENT-07/", h.reader(t, "KENT-07"))
	if strings.Contains(page, "<script") || !strings.Contains(page, "&lt;script&gt;") {
		t.Error("a name was taken for markup")
	}
	checkBalanced(t, page)
}

func TestPageFollowsTheRecords(t *testing.T) {
	h := filled(t, 5, 1)
	cookie := h.reader(t, "KENT-07")
	if page := h.page(t, "/c/KENT-07/", cookie); !strings.Contains(page, "4 of 5 schools") {
		t.Error("before")
	}
	last := clustertest.Schools(5, 3)[4]
	if r := h.post(t, exchange.Seal(last.Payload("KENT-07", 1, ""), exchangetest.Key(5))); r.status != 201 {
		t.Fatal(r.status)
	}
	if page := h.page(t, "/c/KENT-07/", cookie); !strings.Contains(page, "All 5 schools have sent") {
		t.Error("after a school sent")
	}
	spring := last.Document("KENT-07", 1, "")
	spring.Series = "2025-26/summer"
	p, _ := spring.Payload()
	if r := h.post(t, exchange.Seal(p, exchangetest.Key(5))); r.status != 201 {
		t.Fatal(r.status)
	}
	if page := h.page(t, "/c/KENT-07/", cookie); !strings.Contains(page, "All 5 schools") || !strings.Contains(page, "summer term 2025 to 2026") {
		t.Error("an earlier term must be offered, not shown")
	}
	if page := h.page(t, "/c/KENT-07/?term=2025-26%2Fsummer", cookie); !strings.Contains(page, "1 of 5 schools") {
		t.Error("the earlier term")
	}
}

func TestPageSaysWhichSchoolsAreLeftOut(t *testing.T) {
	h := filled(t, 6, 2)
	for i, change := range map[int]func(*summary.Document){
		4: func(d *summary.Document) { d.CodeLists.Continuum = "sha256:" + strings.Repeat("99", 32) },
		5: func(d *summary.Document) {
			d.SDC.Scope, d.SDC.Hidden, d.Routes, d.Tables = "bands", 0, nil, d.Tables[:1]
		},
	} {
		d := clustertest.Schools(6, 3)[i].Document("KENT-07", 1, "")
		change(&d)
		p, err := d.Payload()
		if err != nil {
			t.Fatal(err)
		}
		if r := h.post(t, exchange.Seal(p, exchangetest.Key(byte(i+1)))); r.status != 201 {
			t.Fatalf("%d %s", r.status, r.body)
		}
	}
	page := h.page(t, "/c/KENT-07/", h.reader(t, "KENT-07"))
	for _, want := range []string{"All 6 schools have sent", "other levels, left out of tables by level", "totals only"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
}

func TestOneSummaryThatCannotBeReadDoesNotTakeThePage(t *testing.T) {
	h := filled(t, 5, 1)
	m := exchangetest.Meta(1, "")
	m.URN = "900005"
	careless := h.Inbox
	careless.Validate = func(string, []byte) error { return nil }
	if a, err := careless.Receive(t.Context(), exchangetest.Seal(m, exchangetest.Key(5)), "https"); err != nil || a.Code != exchange.Stored {
		t.Fatal(a.Code, err)
	}
	page := h.page(t, "/c/KENT-07/", h.reader(t, "KENT-07"))
	if !strings.Contains(page, "this hub cannot read it") || !strings.Contains(page, "4 of 5 schools") {
		t.Error("the page does not say so")
	}
	if !strings.Contains(h.log.String(), "cannot be read") {
		t.Error("the log does not say so")
	}
}

func TestHealth(t *testing.T) {
	h := newTestHub(t)
	for _, path := range []string{"/livez", "/readyz"} {
		if r := h.ask(t, http.MethodGet, path, nil); r.status != 200 {
			t.Errorf("%s: %d", path, r.status)
		}
	}
	broken := newTestHubWithProbe(t, errors.New("disk full"))
	if r := broken.ask(t, http.MethodGet, "/readyz", nil); r.status != 503 || r.code(t) != exchange.Unavailable {
		t.Errorf("a disk that cannot be written: %d", r.status)
	}
	if r := broken.ask(t, http.MethodGet, "/livez", nil); r.status != 200 {
		t.Errorf("the process runs all the same: %d", r.status)
	}
}

func TestTheLogTellsNoSecrets(t *testing.T) {
	h := filled(t, 4, 0)
	token, _, err := h.NewReaderLink(t.Context(), inbox.ClusterLevel, "KENT-07", time.Hour, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	code, _, err := h.NewInvite(t.Context(), "900001", time.Hour, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	h.ask(t, http.MethodGet, "/c/KENT-07/enter/"+token, nil)
	request, err := exchange.NewEnrolRequest(code, "900001", "laptop", exchangetest.Key(50), h.Key.Public())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.client(t).Enrol(t.Context(), request, h.Key.Public()); err != nil {
		t.Fatal(err)
	}
	log := h.log.String()
	if log == "" || strings.Contains(log, token) || strings.Contains(log, code) {
		t.Errorf("log:\n%s", log)
	}
}
