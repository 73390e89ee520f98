package web

import (
	"strings"
	"testing"

	"needsbook/app/paper"
	"needsbook/app/paper/internal/specimen"
)

func TestPicturesAreInThePageWithTheirWords(t *testing.T) {
	d := specimen.Pictured()
	page, err := Render(d)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`<p class="logo"><img src="data:image/png;base64,`, `alt="Meadowfield Primary School" width="300" height="300"`,
		`<p class="picture"><img src="data:image/jpeg;base64,`, `alt="The sun over the field behind our school." width="1200" height="700" style="max-width:75%"`,
	} {
		if !strings.Contains(string(page), want) {
			t.Errorf("%s is not in the page", want)
		}
	}
	if strings.Index(string(page), "logo\">") > strings.Index(string(page), "<h1>") {
		t.Error("the logo stands below the title")
	}
	photo := d.Blocks[1].(paper.Image)
	photo.Data, photo.Alt = photo.Data[:len(photo.Data)/2], "A <b> & more"
	d.Blocks[1], d.Logo = photo, &paper.Image{Data: d.Logo.Data[:400]}
	if page, err = Render(d); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(page), "<img") || !strings.Contains(string(page), "A picture that cannot be shown: A &lt;b&gt; &amp; more") {
		t.Error("a damaged picture leaves no words")
	}
}

func TestPicturesAreInThePartToPasteAndTheLogoIsNot(t *testing.T) {
	d := specimen.Pictured()
	root := parse(t, inPage(part(t, d)))
	pictures := 0
	for _, b := range d.Blocks {
		if _, ok := b.(paper.Image); ok {
			pictures++
		}
	}
	found := all(root, "img")
	if pictures == 0 || len(found) != pictures {
		t.Fatalf("%d pictures, want %d", len(found), pictures)
	}
	for _, img := range found {
		if alt := attr(img, "alt"); alt == "" || alt == d.Org || !strings.HasPrefix(attr(img, "src"), "data:image/") {
			t.Errorf("a picture with the words %q", alt)
		}
	}
	if said := strings.Join(words(root), " "); !strings.Contains(said, "The sun over the field behind our school.") {
		t.Error("the words of a picture are lost")
	}
}
