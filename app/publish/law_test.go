package publish

import (
	"regexp"
	"strings"
	"testing"

	"needsbook/assets"
)

// clauses is everything that Schedule 1 to the SEND Regulations 2014, section 69 of the
// Children and Families Act 2014 and paragraphs 6.79 to 6.83 of the code of practice ask
// of the report, each with the form of the reference that a section answers it by.
var clauses = []string{
	`Sch 1 para 1\b`, `Sch 1 para 2\b`,
	`Sch 1 para 3\(a\)`, `Sch 1 para 3\(b\)`, `Sch 1 para 3\(c\)`, `Sch 1 para 3\(d\)`, `Sch 1 para 3\(e\)`, `Sch 1 para 3\(f\)`, `Sch 1 para 3\(g\)`,
	`Sch 1 para 4\b`, `Sch 1 para 5\b`, `Sch 1 para 6\b`, `Sch 1 para 7\b`, `Sch 1 para 8\b`, `Sch 1 para 9\b`, `Sch 1 para 10\b`, `Sch 1 para 11\b`, `Sch 1 para 12\b`, `Sch 1 para 13\b`,
	`s\.69\(3\)\(b\)\(i\)`, `s\.69\(3\)\(b\)\(ii\)`, `s\.69\(3\)\(b\)\(iii\)`, `s\.69\(3\)\(b\)\(iv\)`,
	`(?i)code of practice 6\.79`, `(?i)code of practice 6\.80`, `(?i)code of practice 6\.81`, `(?i)code of practice 6\.82`, `(?i)code of practice 6\.83`,
}

func TestEveryClauseHasASection(t *testing.T) {
	p := sections(t)
	for _, clause := range clauses {
		form, found := regexp.MustCompile(clause), 0
		for _, s := range p.Sections {
			if form.MatchString(s.Reference) {
				found++
			}
		}
		if found == 0 {
			t.Errorf("no section answers %s", clause)
		}
	}
	social, _ := p.Section("emotional_social") // 6.79: listening to pupils, and bullying
	for _, words := range []string{"listen", "bullying"} {
		if !strings.Contains(social.Prompt, words) || !strings.Contains(social.Law.Words, words) || !strings.Contains(social.Starter, words) {
			t.Errorf("the section on feelings does not speak of %s", words)
		}
	}
}

func TestEverySectionSaysWhatTheLawAsksAndWhere(t *testing.T) {
	for _, name := range []string{"report-sections.json", "inclusion-strategy.json"} {
		p, problems := Load(assets.Pack(name))
		if problems != nil {
			t.Fatal(problems)
		}
		for _, s := range p.Sections {
			if len(strings.Fields(s.Law.Words)) < 5 || strings.Contains(s.Law.Words, "“") {
				t.Errorf("%s: the law reads %q", s.ID, s.Law.Words)
			}
			if !strings.HasPrefix(s.Law.Link, "https://www.legislation.gov.uk/") && !strings.HasPrefix(s.Law.Link, "https://www.gov.uk/") {
				t.Errorf("%s: the law is at %q", s.ID, s.Law.Link)
			}
		}
	}
	// Nobody has compared paragraphs 8 to 13 with the regulations yet, so nothing says so.
	for _, s := range sections(t).Sections {
		unread := regexp.MustCompile(`Sch 1 para (8|9|10|11|12|13)\b|Code of practice`).MatchString(s.Reference)
		if s.Law.Checked.IsZero() != unread {
			t.Errorf("%s, %s: checked %s", s.ID, s.Reference, s.Law.Checked)
		}
	}
}
