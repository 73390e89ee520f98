package desktop

import (
	"errors"
	"io"
	"net/http"
	"net/http/cookiejar"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/net/html"

	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/shell/shelltest"
)

// reading presses F9 and returns what the browser then shows.
func reading(t *testing.T, w *window, at *shelltest.Window) string {
	t.Helper()
	var address string
	w.visit = func(to string) error { address = to; return nil }
	at.Press("F9")
	if address == "" {
		t.Fatalf("F9 opens nothing:\n%s", at.Text())
	}
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := (&http.Client{Jar: jar, Transport: &http.Transport{DisableKeepAlives: true}}).Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK {
		t.Fatalf("status %d, %v", answer.StatusCode, err)
	}
	return string(body)
}

// andMore stands in a day of the calendar for what has no room there; the page in the
// browser has all of it.
var andMore = regexp.MustCompile(`^\+ [0-9]+ more$`)

// flat is the text of a page or a window without what only sets it.
func flat(words string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(words, "\u00a0", " ")), " ")
}

func TestEveryPageCanBeReadInTheBrowser(t *testing.T) {
	w := demoWindow(t)
	at := shelltest.Over(t, w.shell)
	for _, r := range w.routes() {
		w.shell.Go(r.to)
		page := reading(t, w, at)
		if folder := os.Getenv("NEEDSBOOK_PAGES"); folder != "" {
			if err := os.WriteFile(filepath.Join(folder, "window-"+r.name+".html"), []byte(page), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		root, err := html.Parse(strings.NewReader(page))
		if err != nil {
			t.Fatal(err)
		}
		isAccessible(t, r.name, root, w.shell.Screen().Title())
		said := flat(textOf(root))
		missing := 0
		for _, s := range w.walk() {
			words := flat(s.words())
			if !w.inContent(s) || strings.Contains(words, "…") || !strings.ContainsFunc(words, unicode.IsLetter) || andMore.MatchString(words) {
				continue
			}
			if !strings.Contains(said, words) {
				if missing++; missing < 4 {
					t.Errorf("%s: the page in the browser does not say %q", r.name, words)
				}
			}
		}
	}
}

// inContent says whether a thing is part of the page, not of the frame round it.
func (w *window) inContent(s *seen) bool {
	for _, up := range s.up {
		if up.thing == w.shell.Screen().Object() {
			return true
		}
	}
	return false
}

// isAccessible holds the structure that a screen reader goes by.
func isAccessible(t *testing.T, name string, root *html.Node, title string) {
	t.Helper()
	last, h1 := 0, []string{}
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch n.Data {
		case "h1", "h2", "h3", "h4":
			level := int(n.Data[1] - '0')
			if level > last+1 {
				t.Errorf("%s: %s after a heading of level %d", name, n.Data, last)
			}
			if last = level; level == 1 {
				h1 = append(h1, flat(textOf(n)))
			}
		case "th":
			if attribute(n, "scope") == "" || flat(textOf(n)) == "" {
				t.Errorf("%s: a heading of a table has no scope or no words", name)
			}
		case "table":
			if n.FirstChild == nil || !strings.Contains(textBefore(n), "caption") {
				t.Errorf("%s: a table has no caption", name)
			}
		case "html":
			if attribute(n, "lang") != "en-GB" {
				t.Errorf("%s: the language is %q", name, attribute(n, "lang"))
			}
		case "script", "iframe", "form", "link", "img":
			t.Errorf("%s: the page has a %s", name, n.Data)
		}
	}
	if len(h1) != 1 || h1[0] != title {
		t.Errorf("%s: its titles are %q, the window's is %q", name, h1, title)
	}
}

// textBefore names the elements in a node.
func textBefore(n *html.Node) (names string) {
	for c := range n.ChildNodes() {
		names += c.Data + " "
	}
	return names
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func textOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode && d.Parent.Data != "style" {
			b.WriteString(d.Data + " ")
		}
	}
	return b.String()
}

func TestPageInTheBrowserNamesNobodyWhileNamesAreHidden(t *testing.T) {
	w := demoWindow(t)
	at := shelltest.Over(t, w.shell)
	everybody, err := w.desk.Find("status:sen")
	if err != nil || len(everybody) < 20 {
		t.Fatal(len(everybody), err)
	}
	w.shell.Go(shell.To("register"))
	if page := reading(t, w, at); !strings.Contains(page, everybody[0].Surname) {
		t.Error("the register names nobody before")
	}
	at.Press("F8")
	if w.page.Shows() {
		t.Error("the page with names can still be read after F8")
	}
	for _, to := range []shell.Route{shell.To("register"), shell.To("pupil", everybody[0].ID), shell.To("today"), shell.To("provision"), shell.To("reviews"), shell.To("requests")} {
		w.shell.Go(to)
		said := reading(t, w, at)
		for _, e := range everybody {
			if strings.Contains(said, e.Surname) || strings.Contains(said, e.UPN) && e.UPN != "" {
				t.Errorf("%v names %s", to.Screen, e.Surname)
			}
		}
	}
}

func TestPageInTheBrowserEndsWithTheLock(t *testing.T) {
	w := demoWindow(t)
	at := shelltest.Over(t, w.shell)
	reading(t, w, at)
	if !w.page.Shows() {
		t.Fatal("there is no page")
	}
	w.lock()
	if w.page.Shows() {
		t.Error("the page can be read after the lock")
	}
	at.Press("F9")
	if w.page.Shows() {
		t.Error("the lock itself can be read")
	}
}

func TestCardsCanBeReadAndABrowserThatDoesNotOpenLeavesNothing(t *testing.T) {
	w := demoWindow(t)
	at := shelltest.Over(t, w.shell)
	w.shell.Go(shell.To("register"))
	at.Press("Ctrl+N")
	if said := reading(t, w, at); !strings.Contains(said, "Date of birth") {
		t.Errorf("the card is not read:\n%s", flat(said))
	}
	at.Press("Esc")
	w.visit = func(string) error { return errors.New("no browser") }
	at.Press("F9")
	at.MustSee("The page was not opened in the browser")
	if w.page.Shows() {
		t.Error("the page is served though nothing opened it")
	}
}
