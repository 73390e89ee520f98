package desk_test

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"

	"needsbook/app/paper"
	"needsbook/app/publish"
)

func TestBadgeIsKeptSmallAndOnWhite(t *testing.T) {
	d := demo(t)
	wide := image.NewNRGBA(image.Rect(0, 0, 1200, 600))
	for x := range 1200 {
		wide.Set(x, 10, color.NRGBA{R: 200, A: 255})
	}
	var file bytes.Buffer
	if err := png.Encode(&file, wide); err != nil {
		t.Fatal(err)
	}
	if err := d.SetBadge(ctx, file.Bytes()); err != nil {
		t.Fatal(err)
	}
	kept, err := d.Badge(ctx)
	if err != nil {
		t.Fatal(err)
	}
	got, err := png.Decode(bytes.NewReader(kept))
	if err != nil || got.Bounds().Dx() != 480 || got.Bounds().Dy() != 240 {
		t.Fatalf("%v %v", got.Bounds(), err)
	}
	if r, g, b, a := got.At(100, 200).RGBA(); r != 0xffff || g != 0xffff || b != 0xffff || a != 0xffff {
		t.Errorf("where nothing was drawn it is not white: %d %d %d %d", r, g, b, a)
	}
	if err := d.RemoveBadge(ctx); err != nil {
		t.Fatal(err)
	}
	if kept, _ = d.Badge(ctx); kept != nil {
		t.Error("the badge is still there")
	}
	if _, err := d.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if kept, _ = d.Badge(ctx); kept == nil {
		t.Error("undo did not bring the badge back")
	}
}

func TestPictureThatIsNoneIsRefusedAndTheBadgeStays(t *testing.T) {
	d := demo(t)
	var file bytes.Buffer
	if err := jpeg.Encode(&file, image.NewGray(image.Rect(0, 0, 40, 40)), nil); err != nil {
		t.Fatal(err)
	}
	if err := d.SetBadge(ctx, file.Bytes()); err != nil {
		t.Fatal(err)
	}
	before, _ := d.Badge(ctx)
	head := "IHDR\x00\x0f\x00\x00\x00\x0f\x00\x00\x08\x02\x00\x00\x00" // 983,040 by 983,040 dots
	huge := binary.BigEndian.AppendUint32([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\r"+head), crc32.ChecksumIEEE([]byte(head)))
	if err := d.SetBadge(ctx, huge); err == nil || !strings.Contains(err.Error(), "million points") {
		t.Errorf("a picture that fills the memory: %v", err)
	}
	for name, bad := range map[string][]byte{
		"words": []byte("This is not a picture."), "nothing": nil, "cut": file.Bytes()[:len(file.Bytes())/3], "too large": make([]byte, 11<<20),
	} {
		if err := d.SetBadge(ctx, bad); err == nil {
			t.Errorf("%s was taken as a picture", name)
		}
	}
	if after, _ := d.Badge(ctx); !bytes.Equal(before, after) {
		t.Error("a refused picture changed the badge")
	}
}

func TestBadgeStandsOnPublicDocumentsAndAVersionKeepsItsOwn(t *testing.T) {
	d := demo(t)
	picture := func(side int) []byte {
		var file bytes.Buffer
		if err := png.Encode(&file, image.NewGray(image.Rect(0, 0, side, side))); err != nil {
			t.Fatal(err)
		}
		return file.Bytes()
	}
	if err := d.SetBadge(ctx, picture(40)); err != nil {
		t.Fatal(err)
	}
	first, _ := d.Badge(ctx)
	if err := d.ApproveReport(ctx, publish.SENInformation, publish.Approval{By: "The governing body", On: d.Today()}); err != nil {
		t.Fatal(err)
	}
	if err := d.PublishReport(ctx, publish.SENInformation); err != nil {
		t.Fatal(err)
	}
	list, err := d.Publications(ctx, publish.SENInformation)
	if err != nil {
		t.Fatal(err)
	}
	if err := d.SetBadge(ctx, picture(60)); err != nil {
		t.Fatal(err)
	}
	doc, err := d.PublicationDocument(ctx, publish.SENInformation, list[0].Number)
	if err != nil || doc.Logo == nil || !bytes.Equal(doc.Logo.Data, first) {
		t.Errorf("the version lost its badge: %v", err)
	}
	now, err := d.ReportDocument(ctx, publish.SENInformation)
	if err != nil || now.Logo == nil || bytes.Equal(now.Logo.Data, first) {
		t.Errorf("the document of now lacks the new badge: %v", err)
	}
	if now.Watermark != paper.Demo {
		t.Errorf("approved as it stands, it says %q: a badge is not a word", now.Watermark)
	}
}

func TestDocumentIsADraftUntilTheGovernorsApprovedIt(t *testing.T) {
	d := demo(t)
	says := func() string {
		doc, err := d.ReportDocument(ctx, publish.SENInformation)
		if err != nil {
			t.Fatal(err)
		}
		return doc.Watermark
	}
	if err := d.SaveReportWords(ctx, publish.SENInformation, "teaching_approach", "Every teacher plans lessons in which all pupils can learn and take part each day."); err != nil {
		t.Fatal(err)
	}
	if got := says(); got != paper.DemoDraft {
		t.Errorf("before approval it says %q", got)
	}
	if err := d.ApproveReport(ctx, publish.SENInformation, publish.Approval{By: "The governing body", On: d.Today()}); err != nil {
		t.Fatal(err)
	}
	if got := says(); got != paper.Demo {
		t.Errorf("after approval it says %q", got)
	}
}
