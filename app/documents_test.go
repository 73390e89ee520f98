package app

import (
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"needsbook/app/cluster/panel"
	"needsbook/app/cluster/papers"
	"needsbook/app/cluster/people"
	"needsbook/app/day"
	"needsbook/app/exchange"
)

// documents are the files that people read beside the program.
func documents(t *testing.T) map[string]string {
	t.Helper()
	names, err := filepath.Glob("../docs/*.md")
	if err != nil || len(names) == 0 {
		t.Fatal("no documents:", err)
	}
	read := map[string]string{}
	for _, name := range append(names, "../README.md") {
		read[name] = text(t, name)
	}
	return read
}

func text(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

var linkForm = regexp.MustCompile(`\]\(([^)\s]+)\)`)

func TestEveryLinkOfTheDocumentsLeadsSomewhere(t *testing.T) {
	read := documents(t)
	for name, words := range read {
		for _, m := range linkForm.FindAllStringSubmatch(words, -1) {
			u, err := url.Parse(m[1])
			if err != nil || u.Scheme != "" {
				continue
			}
			to := name
			if u.Path != "" {
				to = filepath.Join(filepath.Dir(name), u.Path)
			}
			if _, err := os.Stat(to); err != nil {
				t.Errorf("%s: nothing lies at %s", name, m[1])
				continue
			}
			if u.Fragment != "" && !slices.Contains(anchors(read[to]), u.Fragment) {
				t.Errorf("%s: %s has no heading #%s", name, to, u.Fragment)
			}
		}
	}
}

// anchors are the names that headings get where Markdown is shown as a page.
func anchors(words string) (out []string) {
	fenced := false
	for line := range strings.Lines(words) {
		if strings.HasPrefix(line, "```") {
			fenced = !fenced
		}
		if fenced || !strings.HasPrefix(line, "#") {
			continue
		}
		out = append(out, strings.Map(func(r rune) rune {
			switch {
			case r == ' ':
				return '-'
			case unicode.IsLetter(r), unicode.IsDigit(r), r == '-', r == '_':
				return unicode.ToLower(r)
			}
			return -1
		}, strings.TrimSpace(strings.TrimLeft(line, "#"))))
	}
	return out
}

func TestDataMapHasEveryKindOfPaper(t *testing.T) {
	words := text(t, "../docs/data-protection.md")
	_, table, _ := strings.Cut(words, "### Papers to the cluster")
	table, _, _ = strings.Cut(table, "###")
	for _, kind := range exchange.PaperKinds {
		if !regexp.MustCompile("(?m)^\\| .*`" + kind + "`").MatchString(table) {
			t.Errorf("the data map does not say what a paper of kind %s holds", kind)
		}
	}
}

func TestGuideOfTheHubSaysWhereEachRoleIsHeld(t *testing.T) {
	words := text(t, "../docs/hub.md")
	for _, role := range people.Roles {
		var levels []string
		for _, l := range role.Levels() {
			levels = append(levels, fmt.Sprintf("the %s|a %s", l, l))
		}
		row := "(?m)^\\| `" + string(role) + "` \\| (" + strings.Join(levels, "), (") + ") \\|"
		if !regexp.MustCompile(row).MatchString(words) {
			t.Errorf("docs/hub.md does not say that a %s is held at %v", role, role.Levels())
		}
	}
}

func TestTextsOfAgreementsCanBePublished(t *testing.T) {
	for kind, name := range map[string]string{"terms": "terms-of-reference", "conduct": "code-of-conduct", "sharing": "sharing-agreement"} {
		words := strings.TrimSpace(text(t, "../docs/agreements/"+name+".txt"))
		offer := papers.AgreementOffer{ID: panel.AgreementID(words), Kind: kind, Title: name, Version: "2026-1", Words: words, On: day.Of(2026, 12, 1)}
		if err := offer.Check(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if strings.ContainsAny(words, "|*`☐") {
			t.Errorf("%s holds signs that mean nothing on a page of plain text", name)
		}
	}
}
