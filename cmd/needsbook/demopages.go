package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"html"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"needsbook/app/exchange/inbox"
	"needsbook/assets"
)

// hubPage is a page of the hub as it is kept: its file's name without the ending, and
// the view.
type hubPage struct {
	file  string
	level inbox.Level
	ref   string
}

// path is the view's address at the hub.
func (p hubPage) path() string {
	first := map[inbox.Level]string{inbox.ClusterLevel: "c", inbox.SchoolLevel: "s", inbox.DistrictLevel: "d", inbox.CountyLevel: "county"}[p.level]
	return "/" + first + "/" + url.PathEscape(p.ref) + "/"
}

// tablesFolder holds what can be saved from the pages, in a folder for each.
const tablesFolder = "hub-tables"

// keepPages keeps the hub's pages as files that need no hub: with their style and fonts
// inside, and with links to each other and to the tables that can be saved from them.
func (h *demoHub) keepPages(ctx context.Context, out string, say io.Writer, pages []hubPage) error {
	if err := os.RemoveAll(filepath.Join(out, tablesFolder)); err != nil {
		return err
	}
	files := map[string]string{}
	for _, p := range pages {
		files[p.path()] = p.file + ".html"
	}
	for _, p := range pages {
		body, err := h.keepTables(ctx, out, p)
		if err != nil {
			return err
		}
		if err := keep(say, out, p.file+".html", asFile(body, files)); err != nil {
			return err
		}
	}
	tables, err := filepath.Glob(filepath.Join(out, tablesFolder, "*", "*.csv"))
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(say, "%s (%d tables)\n", filepath.Join(out, tablesFolder), len(tables))
	return err
}

var savedLink = regexp.MustCompile(`href="(export/([a-z0-9-]+\.(?:csv|json))\?term=[^"]*)"`)

// keepTables reads a page as one of its people would, by a reader's link over HTTP,
// keeps everything that can be saved from it, and returns it with its links led there.
func (h *demoHub) keepTables(ctx context.Context, out string, p hubPage) ([]byte, error) {
	token, _, err := h.NewReaderLink(ctx, p.level, p.ref, time.Hour, rand.Reader)
	if err != nil {
		return nil, err
	}
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, err
	}
	client := &http.Client{Jar: jar, Timeout: 20 * time.Second}
	body, err := read(client, h.address+p.path()+"enter/"+token, "text/html")
	if err != nil {
		return nil, err
	}
	folder := filepath.Join(out, tablesFolder, p.file)
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return nil, err
	}
	for _, link := range savedLink.FindAllStringSubmatch(string(body), -1) {
		table, err := read(client, h.address+p.path()+html.UnescapeString(link[1]), "")
		if err != nil {
			return nil, err
		}
		if err := os.WriteFile(filepath.Join(folder, link[2]), table, 0o644); err != nil {
			return nil, err
		}
	}
	return savedLink.ReplaceAll(body, []byte(`href="`+tablesFolder+"/"+p.file+`/$2"`)), nil
}

// read asks for something that must be there, of a kind.
func read(client *http.Client, address, kind string) ([]byte, error) {
	resp, err := client.Get(address)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode != http.StatusOK || !strings.HasPrefix(resp.Header.Get("Content-Type"), kind) {
		return nil, fmt.Errorf("%s was answered %s", resp.Request.URL.Path, resp.Status)
	}
	return body, nil
}

var (
	hubLink   = regexp.MustCompile(`<a href="(/[^"]*|\?term=[^"]*)"[^>]*>([^<]*)</a>`)
	leaveForm = regexp.MustCompile(`(?s)<form class="leave".*?</form>`)
)

// asFile makes a page of the hub one file. Links to pages that are not among the files
// become words, and what only a hub can do goes.
func asFile(body []byte, files map[string]string) []byte {
	body = bytes.Replace(body, []byte(`<link rel="stylesheet" href="/assets/hub.css">`), []byte("<style>\n"+styleWithFonts()+"\n</style>"), 1)
	body = bytes.Replace(body, []byte(`<link rel="stylesheet" href="/assets/people.css">`), []byte("<style>\n"+string(assets.HubPeople)+"\n</style>"), 1)
	body = leaveForm.ReplaceAll(body, nil)
	return hubLink.ReplaceAllFunc(body, func(link []byte) []byte {
		parts := hubLink.FindSubmatch(link)
		if file, ok := files[html.UnescapeString(string(parts[1]))]; ok {
			return fmt.Appendf(nil, `<a href="%s">%s</a>`, file, parts[2])
		}
		return fmt.Appendf(nil, `<span>%s</span>`, parts[2])
	})
}

// styleWithFonts is the hub's style sheet with its fonts inside.
func styleWithFonts() string {
	inside := func(font []byte) string { return "data:font/ttf;base64," + base64.StdEncoding.EncodeToString(font) }
	return strings.NewReplacer(
		"/assets/Lexend-Regular.ttf", inside(assets.LexendRegular),
		"/assets/Lexend-SemiBold.ttf", inside(assets.LexendSemiBold),
	).Replace(string(assets.HubStyle))
}
