// Pocketbase measures how many records a second PocketBase takes: the yardstick for a
// hub that takes summaries. Its SQLite is set to be as safe as the hub's (each commit on
// disk before the answer), its rate limits and logs are off as they ship, and a record
// is one text as large as a summary's envelope.
//
//	go run . FOLDER RECORDS BYTES CONNECTIONS
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase"
	"github.com/pocketbase/pocketbase/core"
	_ "modernc.org/sqlite"
)

const address = "127.0.0.1:8471"

func main() {
	if len(os.Args) != 5 {
		fmt.Fprintln(os.Stderr, "pocketbase FOLDER RECORDS BYTES CONNECTIONS")
		os.Exit(2)
	}
	if err := run(os.Args[1], number(os.Args[2]), number(os.Args[3]), number(os.Args[4])); err != nil {
		fmt.Fprintln(os.Stderr, "pocketbase:", err)
		os.Exit(1)
	}
}

func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 {
		fmt.Fprintln(os.Stderr, s, "is not a number of one or more")
		os.Exit(2)
	}
	return n
}

func run(folder string, records, size, connections int) error {
	app := pocketbase.NewWithConfig(pocketbase.Config{DefaultDataDir: folder, HideStartBanner: true, DBConnect: safe})
	os.Args = []string{"pocketbase", "serve", "--http=" + address}
	app.OnServe().BindFunc(func(e *core.ServeEvent) error {
		allowed := ""
		c := core.NewBaseCollection("documents")
		c.CreateRule = &allowed // anybody may create: no check of a signature is asked of it
		c.Fields.Add(&core.TextField{Name: "envelope", Max: 300000})
		if err := app.Save(c); err != nil {
			return err
		}
		return e.Next()
	})
	ended := make(chan error, 1)
	go func() { ended <- app.Start() }()
	for range 200 {
		if answer, err := http.Get("http://" + address + "/api/health"); err == nil {
			answer.Body.Close()
			break
		}
		select {
		case err := <-ended:
			return err
		case <-time.After(50 * time.Millisecond):
		}
	}
	return load(records, size, connections)
}

// safe opens PocketBase's database as it does itself, but waits for the disk with each
// commit (synchronous FULL; it ships with NORMAL).
func safe(path string) (*dbx.DB, error) {
	options := "?_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)&_pragma=journal_size_limit(200000000)&_pragma=synchronous(FULL)&_pragma=foreign_keys(ON)&_pragma=temp_store(MEMORY)&_pragma=cache_size(-32000)"
	return dbx.Open("sqlite", filepath.ToSlash(path)+options)
}

func load(records, size, connections int) error {
	body, err := json.Marshal(map[string]string{"envelope": strings.Repeat("0123456789abcdef", size/16+1)[:size]})
	if err != nil {
		return err
	}
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: connections}}
	var left, failed atomic.Int64
	left.Store(int64(records))
	began := time.Now()
	var all sync.WaitGroup
	for range connections {
		all.Go(func() {
			for left.Add(-1) >= 0 {
				answer, err := client.Post("http://"+address+"/api/collections/documents/records", "application/json", bytes.NewReader(body))
				if err != nil {
					failed.Add(1)
					continue
				}
				io.Copy(io.Discard, answer.Body)
				answer.Body.Close()
				if answer.StatusCode != http.StatusOK {
					failed.Add(1)
				}
			}
		})
	}
	all.Wait()
	took := time.Since(began).Seconds()
	if n := failed.Load(); n > 0 {
		return fmt.Errorf("%d of %d records failed", n, records)
	}
	return json.NewEncoder(os.Stdout).Encode(map[string]any{"records": records, "seconds": took, "per_second": float64(records) / took})
}
