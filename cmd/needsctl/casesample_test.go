package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

func TestPacksAndTheGovernorsPageAreWrittenInEachLayout(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	id := s.addPupil("--surname", "Price", "--forename", "Carys", "--status", "K")
	folder := t.TempDir()
	sizes := map[string]bool{}
	for _, layout := range []string{"", "--large", "--easy"} {
		for name, verb := range map[string][]string{"governors": {"governors"}, "case": {"case-sample", id, "--names", "off"}, "transition": {"transition", id, "--parts", "profile,needs"}, "profile": {"profile", id}} {
			out := filepath.Join(folder, name+layout+".pdf")
			args := append(verb, "--out", out)
			if layout != "" {
				args = append(args, layout)
			}
			s.object(done, args...)
			content, err := os.ReadFile(out)
			if err != nil || !bytes.HasPrefix(content, []byte("%PDF-")) || sizes[string(content)] {
				t.Errorf("%s begins with %.10q, %v", out, content, err)
			}
			sizes[string(content)] = true
		}
	}
	var suggested struct {
		Pupils []struct {
			Pupil, Why string
			Gaps       []struct{ Code string }
		}
	}
	if s.json(done, &suggested, "case-sample", "--suggest"); len(suggested.Pupils) != 1 || suggested.Pupils[0].Pupil != id || len(suggested.Pupils[0].Gaps) == 0 {
		t.Errorf("%+v", suggested)
	}
	gaps := filepath.Join(folder, "gaps.html")
	s.object(done, "case-sample", "--out", filepath.Join(folder, "six.pdf"), "--gaps", gaps)
	if page, err := os.ReadFile(gaps); err != nil || !bytes.Contains(page, []byte("No plan is running.")) {
		t.Errorf("%v", err)
	}
	s.refusal(misused, "governors")
	s.refusal(misused, "profile", id, "--out", filepath.Join(folder, "x.pdf"), "--large", "--easy")
	s.refusal(refused, "case-sample", "nobody", "--out", filepath.Join(folder, "x.pdf"))
	s.refusal(refused, "transition", id, "--parts", "everything", "--out", filepath.Join(folder, "x.pdf"))
}
