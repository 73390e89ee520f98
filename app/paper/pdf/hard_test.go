package pdf

import (
	"math"
	"os"
	"slices"
	"testing"

	"needsbook/app/paper"
	"needsbook/app/paper/internal/specimen"
)

// settingsOf are the ways to set a document; those that differ most in a quick run.
func settingsOf(d *paper.Doc) (docs []*paper.Doc) {
	for s := paper.Report; s <= paper.Easy; s++ {
		if os.Getenv("NEEDSBOOK_LONG") == "" && (s == paper.Snug || s == paper.Tight || s == paper.Tall) {
			continue
		}
		one := *d
		if one.Setting = s; s == paper.Easy {
			one = *paper.EasyRead(d)
		}
		docs = append(docs, &one)
	}
	return docs
}

func TestNothingIsDrawnOffThePageWhateverIsAsked(t *testing.T) {
	for _, hard := range specimen.HardOnes(400) {
		for _, d := range settingsOf(hard.Doc) {
			l := laid(t, d)
			outside := 0
			for i, s := range l.pages {
				for _, o := range append(l.running(i), s.ops...) {
					left, right, top, foot := o.x, o.x+o.w, o.y, o.y+o.h
					switch o.kind {
					case opText:
						if o.size > 100 {
							continue // the watermark
						}
						right = o.x + o.face.width(o.text)*o.size/1000
						top, foot = o.y-o.size*0.6, o.y
					case opPicture, opBox, opLine:
					default:
						continue
					}
					if min(left, right) < -1 || max(left, right) > l.set.width+1 || min(top, foot) < 0 || max(top, foot) > l.set.height || math.IsNaN(left+right+top+foot) {
						if outside++; outside < 4 {
							t.Errorf("%s, setting %d, page %d: %d %.40q is drawn from %.0f to %.0f across and %.0f to %.0f down", hard.Name, d.Setting, i+1, o.kind, o.text, left, right, top, foot)
						}
					}
				}
			}
		}
	}
}

func TestWhatNoFontHasIsReportedWhereverItStands(t *testing.T) {
	for _, hard := range specimen.HardOnes(1) {
		if hard.Name != "mixed text" && hard.Name != "mixed properties" {
			continue
		}
		_, r := render(t, hard.Doc)
		for _, want := range []rune{'\uE101', '漢', '😀'} {
			if !slices.Contains(r.Lost, want) {
				t.Errorf("%s: %q is lost and not reported: %q", hard.Name, want, r.Lost)
			}
		}
	}
}
