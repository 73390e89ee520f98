package desk_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/register"
	"needsbook/storage/schooldb/schooltest"
)

// report is an attachment as a screen gives it.
func report(pupil string) register.Attachment {
	return register.Attachment{Pupil: pupil, What: " Speech therapist's  report", On: day.Of(2026, 11, 2), Name: `C:\Users\jo\Report Ana.PDF`}
}

// deskWithPupil is a desk with one pupil.
func deskWithPupil(t testing.TB) (*desk.Desk, string) {
	t.Helper()
	d := schooltest.Empty(t)
	pupil, err := d.AddPupil(t.Context(), desk.NewPupil{Pupil: register.Pupil{Surname: "Kowalska", Forename: "Ana", Born: day.Of(2018, 5, 1)}})
	if err != nil {
		t.Fatal(err)
	}
	return d, pupil
}

func mustAttach(t testing.TB, d *desk.Desk, a register.Attachment, content string) string {
	t.Helper()
	id, err := d.AddAttachment(t.Context(), a, []byte(content))
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func wantContent(t testing.TB, d *desk.Desk, pupil, id, want string) {
	t.Helper()
	_, got, err := d.AttachmentContent(t.Context(), pupil, id)
	if err != nil || string(got) != want {
		t.Fatalf("the content is %q (%v), want %q", got, err, want)
	}
}

func TestAttachmentIsKeptAndReadBack(t *testing.T) {
	d, pupil := deskWithPupil(t)
	id := mustAttach(t, d, report(pupil), "three pages")
	name, content, err := d.AttachmentContent(t.Context(), pupil, id)
	if err != nil || name != "Report Ana.PDF" || string(content) != "three pages" {
		t.Fatalf("%q, %q, %v", name, content, err)
	}
	r, err := d.Record(t.Context(), pupil)
	if err != nil || len(r.Attachments) != 1 {
		t.Fatalf("%+v, %v", r.Attachments, err)
	}
	want := register.Attachment{ID: id, Pupil: pupil, What: "Speech therapist's report", On: day.Of(2026, 11, 2), Name: "Report Ana.PDF",
		Media: "application/pdf", Size: 11, Added: d.Today(), By: "SENCO"}
	want.Digest = r.Attachments[0].Digest
	if r.Attachments[0] != want || len(want.Digest) != 64 {
		t.Errorf("the record is %+v, want %+v", r.Attachments[0], want)
	}
	if i := r.Story[0]; i.Kind != "attachment" || i.ID != id || i.Title != "Attachment: Speech therapist's report" {
		t.Errorf("the story begins with %+v", i)
	}
}

func TestAttachmentIsUndoneAndDoneAgain(t *testing.T) {
	d, pupil := deskWithPupil(t)
	id := mustAttach(t, d, report(pupil), "first")
	if err := d.ReplaceAttachment(t.Context(), id, "second.docx", []byte("second")); err != nil {
		t.Fatal(err)
	}
	wantContent(t, d, pupil, id, "second")
	step := func(do func() (string, error)) {
		t.Helper()
		if _, err := do(); err != nil {
			t.Fatal(err)
		}
	}
	undo := func() (string, error) { return d.Undo(t.Context()) }
	redo := func() (string, error) { return d.Redo(t.Context()) }
	step(undo)
	wantContent(t, d, pupil, id, "first")
	step(undo)
	if _, _, err := d.AttachmentContent(t.Context(), pupil, id); err == nil {
		t.Error("it can still be read after it was undone")
	}
	if erased, err := d.SweepPapers(t.Context()); err != nil || erased != 0 {
		t.Fatalf("%d papers that can be done again were erased (%v)", erased, err)
	}
	step(redo)
	step(redo)
	wantContent(t, d, pupil, id, "second")
	if err := d.RemoveAttachment(t.Context(), pupil, id); err != nil {
		t.Fatal(err)
	}
	step(undo)
	wantContent(t, d, pupil, id, "second")
}

func TestAttachmentsWordsChangeAndItsContentStays(t *testing.T) {
	d, pupil := deskWithPupil(t)
	id := mustAttach(t, d, report(pupil), "three pages")
	if _, err := d.SaveAttachment(t.Context(), register.Attachment{ID: id, What: "Letter", On: day.Of(2026, 10, 1), Digest: "x", Size: 1}); err != nil {
		t.Fatal(err)
	}
	r, err := d.Record(t.Context(), pupil)
	if err != nil {
		t.Fatal(err)
	}
	if a := r.Attachments[0]; a.What != "Letter" || a.On != day.Of(2026, 10, 1) || a.Size != 11 || a.Name != "Report Ana.PDF" {
		t.Errorf("the record is %+v", a)
	}
	wantContent(t, d, pupil, id, "three pages")
}

func TestAttachmentsAreListedNewestFirst(t *testing.T) {
	d, pupil := deskWithPupil(t)
	for _, on := range []day.Date{day.Of(2026, 3, 1), day.Of(2026, 9, 1), day.Of(2025, 9, 1)} {
		a := report(pupil)
		a.On = on
		mustAttach(t, d, a, on.String())
	}
	r, err := d.Record(t.Context(), pupil)
	if err != nil || len(r.Attachments) != 3 || r.Attachments[0].On != day.Of(2026, 9, 1) || r.Attachments[2].On != day.Of(2025, 9, 1) {
		t.Errorf("%+v, %v", r.Attachments, err)
	}
}

func TestAttachmentIsRefused(t *testing.T) {
	d, pupil := deskWithPupil(t)
	kept := mustAttach(t, d, report(pupil), "kept")
	for name, c := range map[string]struct {
		change  func(*register.Attachment)
		content []byte
		field   string
	}{
		"nothing in it":     {func(*register.Attachment) {}, nil, "content"},
		"too large":         {func(*register.Attachment) {}, make([]byte, desk.MaxAttachment+1), "content"},
		"no word of it":     {func(a *register.Attachment) { a.What = " \n" }, []byte("x"), "what"},
		"a day to come":     {func(a *register.Attachment) { a.On = d.Today().AddDays(1) }, []byte("x"), "on_day"},
		"no day":            {func(a *register.Attachment) { a.On = day.Date{} }, []byte("x"), "on_day"},
		"a pupil not there": {func(a *register.Attachment) { a.Pupil = "nobody" }, []byte("x"), "pupil"},
	} {
		a := report(pupil)
		c.change(&a)
		_, err := d.AddAttachment(t.Context(), a, c.content)
		var refusal *desk.Refusal
		if !errors.As(err, &refusal) || refusal.Field != c.field {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, err := range map[string]error{
		"replaced with nothing": d.ReplaceAttachment(t.Context(), kept, "x.pdf", nil),
		"replaced, not there":   d.ReplaceAttachment(t.Context(), "none", "x.pdf", []byte("x")),
	} {
		var refusal *desk.Refusal
		if !errors.As(err, &refusal) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, _, err := d.AttachmentContent(t.Context(), "another", kept); err == nil {
		t.Error("it was read as another pupil's")
	}
	wantContent(t, d, pupil, kept, "kept")
	if r, err := d.Record(t.Context(), pupil); err != nil || len(r.Attachments) != 1 {
		t.Errorf("%d attachments, %v", len(r.Attachments), err)
	}
}

func TestLargestAttachmentIsKept(t *testing.T) {
	d, pupil := deskWithPupil(t)
	content := bytes.Repeat([]byte("0123456789abcdef"), desk.MaxAttachment/16)
	id := mustAttach(t, d, report(pupil), string(content))
	wantContent(t, d, pupil, id, string(content))
}

func TestAttachmentNameIsFitToSaveUnder(t *testing.T) {
	d, pupil := deskWithPupil(t)
	long := strings.Repeat("ł", 300) + ".pdf"
	for given, want := range map[string]string{
		"../../etc/passwd": "passwd", `..\..\evil.docx`: "evil.docx", "": "paper", "..": "paper", "a\x00b\nc\u202e.txt": "abc.txt",
		"Zoë’s plan.pdf": "Zoë’s plan.pdf", long: strings.Repeat("ł", 116) + ".pdf",
	} {
		a := report(pupil)
		a.Name = given
		id := mustAttach(t, d, a, "x")
		if name, _, err := d.AttachmentContent(t.Context(), pupil, id); err != nil || name != want {
			t.Errorf("%q became %q (%v), want %q", given, name, err, want)
		}
	}
}

// TestAnyContentIsReadBackAsItWasPutIn attaches any bytes under any name.
func TestAnyContentIsReadBackAsItWasPutIn(t *testing.T) {
	d, pupil := deskWithPupil(t)
	rapid.Check(t, func(r *rapid.T) {
		content := rapid.SliceOfN(rapid.Byte(), 1, 500).Draw(r, "content")
		content = bytes.Repeat(content, rapid.SampledFrom([]int{1, 3, 400}).Draw(r, "times"))
		a := report(pupil)
		a.Name = rapid.String().Draw(r, "name")
		id, err := d.AddAttachment(t.Context(), a, content)
		if err != nil {
			r.Fatal(err)
		}
		name, got, err := d.AttachmentContent(t.Context(), pupil, id)
		if err != nil || !bytes.Equal(got, content) || strings.ContainsAny(name, "/\\\n\x00") || name == "" {
			r.Fatalf("%q, %d bytes, %v", name, len(got), err)
		}
	})
}
