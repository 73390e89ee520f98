package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	pictureForm = regexp.MustCompile(`!\[([^\]]*)\]\(([^)\s]+)\)`)
	linkedForm  = regexp.MustCompile(`\]\(((?:docs/)?pictures/[^)\s]+)\)`)
)

// shown collects the pictures that the documents show or lead to, with their words.
func shown(t *testing.T) map[string][]string {
	t.Helper()
	files, err := filepath.Glob("../../docs/*.md")
	if err != nil || len(files) < 10 {
		t.Fatal(len(files), err)
	}
	out := map[string][]string{}
	for _, file := range append(files, "../../README.md") {
		body, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range linkedForm.FindAllStringSubmatch(string(body), -1) {
			name := filepath.Base(m[1])
			out[name] = append(out[name], "")
		}
		for _, m := range pictureForm.FindAllStringSubmatch(string(body), -1) {
			name := filepath.Base(m[2])
			out[name] = append(out[name], m[1])
		}
	}
	return out
}

func TestEveryPictureOfTheDocumentsIsDrawnAndEveryOneDrawnIsShown(t *testing.T) {
	made := map[string]bool{wordsOfPictures: true}
	for _, list := range [][]shot{firstShots, shots} {
		for _, one := range list {
			if made[one.name+".png"] {
				t.Errorf("two pictures are called %s", one.name)
			}
			made[one.name+".png"] = true
		}
	}
	in := shown(t)
	for name := range in {
		if !made[name] {
			t.Errorf("the documents show %s, which no test draws", name)
		}
	}
	total := int64(0)
	kept, err := os.ReadDir(keptPictures)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range kept {
		if !made[f.Name()] {
			t.Errorf("%s lies among the pictures and nothing draws it: take it away", f.Name())
		}
		if info, err := f.Info(); err == nil {
			total += info.Size()
		}
		delete(made, f.Name())
		if _, ok := in[f.Name()]; !ok && f.Name() != wordsOfPictures {
			t.Errorf("no document shows %s", f.Name())
		}
	}
	for name := range made {
		t.Errorf("%s is not there: %s", name, renew)
	}
	if total > 4<<20 {
		t.Errorf("the pictures come to %d bytes, the bar is 4 MB", total)
	}
}

func TestEveryPictureIsSaidInWords(t *testing.T) {
	for name, said := range shown(t) {
		for _, words := range said {
			if words != "" && len(strings.Fields(words)) < 4 || strings.HasSuffix(words, ".png") {
				t.Errorf("%s is said in the words %q; say what is to be seen", name, words)
			}
		}
	}
	bare := regexp.MustCompile(`!\[\s*\]\(`)
	for _, file := range []string{"../../README.md", "../../docs/guide.md", "../../docs/first-hour.md"} {
		if body, err := os.ReadFile(file); err != nil || bare.Match(body) {
			t.Errorf("%s shows a picture without words (%v)", file, err)
		}
	}
}

// Chapters of the guide that tell of no screen of their own.
var withoutPicture = map[string]bool{"Keys": true, "When something is wrong": true, "Undo": true}

func TestEveryChapterOfTheGuideShowsItsScreen(t *testing.T) {
	body, err := os.ReadFile("../../docs/guide.md")
	if err != nil {
		t.Fatal(err)
	}
	chapters := strings.Split(string(body), "\n## ")[1:]
	if len(chapters) < 20 {
		t.Fatalf("only %d chapters", len(chapters))
	}
	for _, chapter := range chapters {
		name, words, _ := strings.Cut(chapter, "\n")
		if !withoutPicture[name] && !strings.Contains(words, "](pictures/") {
			t.Errorf("the chapter %q shows no picture", name)
		}
	}
}
