package pdf

import (
	"bytes"
	"slices"
	"testing"

	"needsbook/app/paper"
	"needsbook/app/paper/internal/specimen"
)

func TestADamagedPictureLeavesItsWordsAndIsReported(t *testing.T) {
	d := specimen.Pictured()
	photo := specimen.Photograph(300, 200)
	d.Logo.Data = d.Logo.Data[:len(d.Logo.Data)/2]
	d.Blocks[1] = paper.Image{Data: photo[:len(photo)-len(photo)/3], Alt: "The field."}
	_, r := render(t, d)
	if !slices.Equal(r.LeftOut, []string{"Meadowfield Primary School", "The field."}) {
		t.Errorf("left out %q", r.LeftOut)
	}
	found := false
	for _, s := range laid(t, d).pages {
		for _, o := range s.ops {
			found = found || o.text == "A picture that cannot be shown: The field."
			if o.kind == opPicture {
				t.Error("a damaged picture is drawn")
			}
		}
	}
	if !found {
		t.Error("nothing stands in the place of the picture")
	}
}

func TestPicturesStayWithinTheirShareAndAreNeverBlownUp(t *testing.T) {
	d := specimen.Sample()
	for _, c := range []struct {
		data        []byte
		share, w, h float64
	}{
		{specimen.Photograph(1200, 600), 0, report.width - 2*report.side, (report.width - 2*report.side) / 2},
		{specimen.Photograph(1200, 600), 0.5, (report.width - 2*report.side) / 2, (report.width - 2*report.side) / 4},
		{specimen.Photograph(96, 48), 1, 72, 36}, // as large as it is sharp
		{specimen.Photograph(10, 1600), 1, 4.28, report.textHeight()},
	} {
		d.Blocks = []paper.Block{paper.Image{Data: c.data, Alt: "A", Width: c.share}}
		for _, s := range laid(t, d).pages {
			for _, o := range s.ops {
				if o.kind == opPicture && (o.w < c.w-0.1 || o.w > c.w+0.1 || o.h < c.h-0.1 || o.h > c.h+0.1) {
					t.Errorf("drawn %.1f by %.1f, want %.1f by %.1f", o.w, o.h, c.w, c.h)
				}
			}
		}
	}
}

func TestAPictureThatIsDrawnOftenIsInTheFileOnce(t *testing.T) {
	d := specimen.Pictured()
	once, _ := render(t, d)
	d.Blocks = append(d.Blocks, d.Blocks[1], d.Blocks[1])
	thrice, _ := render(t, d)
	if n := bytes.Count(thrice, []byte("/Subtype /Image")); n != 2 {
		t.Errorf("%d pictures in the file", n)
	}
	if len(thrice) > len(once)+4000 {
		t.Errorf("%d bytes, and %d with the picture once", len(thrice), len(once))
	}
}
