package check

import (
	"os"
	"strings"
	"testing"
	"time"

	"needsbook/app/paper"
	"needsbook/app/paper/internal/specimen"
)

func long() bool { return os.Getenv("NEEDSBOOK_LONG") != "" }

// Whatever is asked of it, the writer makes a sound file, in which the words can be found.
func TestHardDocumentsMakeSoundFiles(t *testing.T) {
	rows := 400
	if long() {
		rows = 10_000
	}
	for _, hard := range specimen.HardOnes(rows) {
		docs := []*paper.Doc{hard.Doc}
		if long() {
			docs = append(docs, paper.LargePrint(hard.Doc), paper.EasyRead(hard.Doc))
		}
		for _, d := range docs {
			f := made(t, d)
			for i, p := range f.Problems() {
				if i < 5 {
					t.Errorf("%s, setting %d: %.300s", hard.Name, d.Setting, p)
				}
			}
			said := strings.Join(f.Words(), " ")
			for _, w := range hard.Words {
				if !strings.Contains(said, w) {
					t.Errorf("%s, setting %d: %.40q is not in the file", hard.Name, d.Setting, w)
				}
			}
		}
	}
}

// A table of ten thousand rows takes no more than in proportion to its length.
func TestALongTableTakesTimeInProportion(t *testing.T) {
	if !long() {
		t.Skip("NEEDSBOOK_LONG=1 runs this")
	}
	took := func(rows int) (least time.Duration) {
		for _, hard := range specimen.HardOnes(rows) {
			if hard.Name != "a long table" {
				continue
			}
			least = time.Hour
			for range 3 { // others use the machine as well
				began := time.Now()
				bytesOf(t, hard.Doc)
				least = min(least, time.Since(began))
			}
		}
		return least
	}
	short, whole := took(2500), took(10_000)
	t.Logf("2,500 rows take %v, 10,000 take %v", short, whole)
	if whole > 12*short {
		t.Errorf("four times the rows take %.1f times as long", float64(whole)/float64(short))
	}
}
