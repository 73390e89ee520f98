package reports_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"fyne.io/fyne/v2"

	"needsbook/app/desk"
	"needsbook/app/publish"
	"needsbook/assets"
	"needsbook/storage/schooldb/schooltest"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/reports"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/shell/shelltest"
)

// filled is the file of a demo school, made once for all tests.
var filled = sync.OnceValues(func() ([]byte, error) {
	folder, err := os.MkdirTemp("", "needsbook-*")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	path, ctx := filepath.Join(folder, "school.needsbook"), context.Background()
	store, _, err := schooltest.Files().Create(ctx, path, schooltest.Passphrase)
	if err != nil {
		return nil, err
	}
	d, err := schooltest.Sit(ctx, store)
	if err != nil {
		return nil, err
	}
	if _, err := d.FillDemo(ctx); err != nil {
		return nil, err
	}
	if err := d.Close(); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
})

// asker answers for the addresses that a test names, and says of all others that there
// is nothing behind them.
type asker map[string]publish.LinkAnswer

func (a asker) Ask(_ context.Context, addresses []string) []publish.LinkAnswer {
	var out []publish.LinkAnswer
	for _, address := range addresses {
		answer, ok := a[address]
		if !ok {
			answer = publish.LinkAnswer{Why: "There is no page behind it."}
		}
		answer.Address = address
		out = append(out, answer)
	}
	return out
}

// demo is a desk over a file of its own with the demo school.
func demo(t *testing.T) *desk.Desk {
	t.Helper()
	content, err := filled()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "school.needsbook")
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	store, _, err := schooltest.Files().Open(t.Context(), path, desk.Secret{Passphrase: schooltest.Passphrase})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	d, err := desk.Open(t.Context(), store, desk.Options{Clock: schooltest.Now, By: "SENCO", NewID: func() string { n++; return fmt.Sprintf("new%06d", n) },
		Links: asker{"https://www.gov.uk": {OK: true}}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	return d
}

// open shows the page over a desk.
func open(t *testing.T, d *desk.Desk, arg string) (w *shelltest.Window, folder string) {
	t.Helper()
	folder = t.TempDir()
	memory := &reports.Memory{}
	empty := func(screen, name string) func(*shell.Shell) shell.Place {
		return func(*shell.Shell) shell.Place {
			return shell.Place{Screen: screen, Name: name, Icon: "help", Open: func(string) (shell.Screen, error) { return other(name), nil }}
		}
	}
	w = shelltest.New(t, d, nil, func(s *shell.Shell) shell.Place {
		return shell.Place{Screen: "reports", Name: "Reports", Icon: "reports", Open: func(arg string) (shell.Screen, error) {
			return reports.New(reports.Needs{Desk: d, Shell: s, Memory: memory, Folder: folder}, arg)
		}}
	}, empty("activities", "Activities page"), empty("budget", "Budget page"))
	w.Go(shell.To("reports", arg))
	return w, folder
}

func write(t *testing.T, d *desk.Desk, document, section, words string) {
	t.Helper()
	if err := d.SaveReportWords(t.Context(), document, section, words); err != nil {
		t.Fatal(desk.Words(err))
	}
}

func empty(t *testing.T, d *desk.Desk, section string) {
	t.Helper()
	write(t, d, publish.SENInformation, section, "")
}

func kept(t *testing.T, d *desk.Desk, document, section string) string {
	t.Helper()
	words, err := d.ReportWords(t.Context(), document)
	if err != nil {
		t.Fatal(err)
	}
	return words[section].Words
}

// press presses the button with the words, which the keyboard reaches with Tab.
func press(t *testing.T, w *shelltest.Window, words string) {
	t.Helper()
	for range 150 {
		w.Press("Tab")
		if b, ok := w.Canvas().Focused().(*parts.Button); ok && b.Text() == words {
			w.Press("Enter")
			return
		}
	}
	t.Fatalf("Tab does not reach %q in\n%s", words, w.Text())
}

// lackingPack puts sections of the report in use that lack one.
func lackingPack(t *testing.T, d *desk.Desk, without string) {
	t.Helper()
	var p map[string]any
	if err := json.Unmarshal(assets.Pack("report-sections.json"), &p); err != nil {
		t.Fatal(err)
	}
	p["version"], p["replaces"] = "2099.1", []any{p["id"].(string) + "@" + p["version"].(string)}
	p["sections"] = slices.DeleteFunc(p["sections"].([]any), func(s any) bool { return s.(map[string]any)["id"] == without })
	content, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	if err := d.InstallPack(t.Context(), content); err != nil {
		t.Fatal(desk.Words(err))
	}
}

// other is a page that this one leads to.
type other string

func (o other) Title() string             { return string(o) }
func (o other) Object() fyne.CanvasObject { return parts.Page(string(o), "", parts.Gap(1)) }
func (o other) Focus()                    {}
