package check

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"needsbook/app/paper"
	"needsbook/app/paper/internal/specimen"
)

func long() bool { return os.Getenv("NEEDSBOOK_LONG") != "" }

// Whatever is asked of it, the writer makes a sound file, in which the words can be found.
func TestHardDocumentsMakeSoundFiles(t *testing.T) {
	for _, hard := range specimen.HardOnes(400) {
		docs := []*paper.Doc{hard.Doc}
		if long() {
			docs = append(docs, paper.LargePrint(hard.Doc), paper.EasyRead(hard.Doc))
		}
		for _, d := range docs {
			sound(t, hard, d)
		}
	}
}

// sound fails where the file of a hard document, in one of its settings, has problems or
// lacks words.
func sound(t *testing.T, hard specimen.Hard, d *paper.Doc) {
	t.Helper()
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

// A table of ten thousand rows is sound, and takes no more than in proportion to its
// length.
func TestALongTableTakesTimeInProportion(t *testing.T) {
	if !long() {
		t.Skip("NEEDSBOOK_LONG=1 runs this")
	}
	table := func(rows int) specimen.Hard {
		all := specimen.HardOnes(rows)
		return all[slices.IndexFunc(all, func(h specimen.Hard) bool { return h.Name == "a long table" })]
	}
	took := func(rows, times int) time.Duration {
		least := time.Hour
		for range times { // others use the machine as well
			began := time.Now()
			bytesOf(t, table(rows).Doc)
			least = min(least, time.Since(began))
		}
		return least
	}
	short, whole := took(1000, 3), took(10_000, 1)
	t.Logf("1,000 rows take %v, 10,000 take %v", short, whole)
	if whole > 40*short {
		t.Errorf("ten times the rows take %.1f times as long", float64(whole)/float64(short))
	}
	sound(t, table(10_000), table(10_000).Doc)
}
