package layout

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"path"
	"strings"
)

//go:embed frame.html
var frame string

// Set is the templates of one package's pages, each of which stands in the frame.
type Set map[string]*template.Template

// Parse reads every .html file of a package. Each is the body of one page, called by
// its file's name without the ending; templates defined in files whose name begins with
// "part" are there for all of them. The body of a page is given Page.Body.
func Parse(files fs.FS, funcs template.FuncMap) (Set, error) {
	names, err := fs.Glob(files, "*.html")
	if err != nil {
		return nil, fmt.Errorf("find the pages: %w", err)
	}
	shared, err := template.New("frame").Funcs(funcs).Parse(frame)
	if err != nil {
		return nil, fmt.Errorf("read the frame: %w", err)
	}
	bodies := map[string]string{}
	for _, file := range names {
		text, err := fs.ReadFile(files, file)
		if err != nil {
			return nil, fmt.Errorf("read a page: %w", err)
		}
		name := strings.TrimSuffix(path.Base(file), ".html")
		if !strings.HasPrefix(name, "part") {
			bodies[name] = string(text)
			continue
		}
		if _, err := shared.New(file).Parse(string(text)); err != nil {
			return nil, fmt.Errorf("read %s: %w", file, err)
		}
	}
	set := Set{}
	for name, text := range bodies {
		t, err := shared.Clone()
		if err != nil {
			return nil, fmt.Errorf("copy the frame: %w", err)
		}
		if _, err := t.New("body").Parse(text); err != nil {
			return nil, fmt.Errorf("read the page %s: %w", name, err)
		}
		set[name] = t
	}
	return set, nil
}

// MustParse is Parse for files that are built into the program.
func MustParse(files fs.FS, folder string, funcs template.FuncMap) Set {
	in, err := fs.Sub(files, folder)
	if err != nil {
		panic(err)
	}
	set, err := Parse(in, funcs)
	if err != nil {
		panic(err)
	}
	return set
}

// Write writes the page called name in its frame. When the page cannot be written, the
// answer is a plain sentence and the error says why.
func Write(w http.ResponseWriter, status int, set Set, name string, p Page) error {
	var b bytes.Buffer
	t, ok := set[name]
	err := fmt.Errorf("there is no page %q", name)
	if ok {
		err = t.Execute(&b, p)
	}
	if err != nil {
		http.Error(w, "The page cannot be shown just now. Nothing is lost. Try again in a minute.", http.StatusInternalServerError)
		return fmt.Errorf("write a page: %w", err)
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Content-Security-Policy", Policy)
	if p.Script != "" {
		w.Header().Set("Content-Security-Policy", scripted)
	}
	w.WriteHeader(status)
	if _, err := w.Write(b.Bytes()); err != nil {
		return fmt.Errorf("send a page: %w", err)
	}
	return nil
}
