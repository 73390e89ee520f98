package main

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"needsbook/app/day"
	"needsbook/app/summary"
)

// safePayload is an honest summary of a made-up infant school.
func safePayload(t *testing.T) []byte {
	t.Helper()
	b, err := infantSchool()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

var infantSchool = sync.OnceValues(func() ([]byte, error) {
	f := summary.Facts{URN: "999999", Cluster: "KENT-07", Series: "2026-27/autumn", AsOf: day.Of(2026, 11, 20), Epoch: "b3f1c2", Rev: 1,
		CodeLists: summary.CodeLists{Continuum: "sha256:" + strings.Repeat("1", 64), Need: "sha256:" + strings.Repeat("2", 64)},
		Phase:     "infant", Roll: 180, Levels: []string{"L0", "L1", "L2", "L3", "L4", "L5"}}
	for i := range 40 {
		m := summary.Member{Key: fmt.Sprint(i), Year: i % 3, Status: "K", PrimaryNeed: []string{"SLCN", "SEMH", "MLD", "ASD", "PD"}[i%5], Level: []string{"L2", "L3", "L2", "L4"}[i%4]}
		if i%7 == 0 {
			m.Status = "E"
		}
		f.Members = append(f.Members, m)
	}
	b, err := summary.Build(f, summary.Memory{}, summary.Options{})
	return b.Payload, err
})

// unsafePayload shows totals that leave a low figure no room: 10 with SEN, 5 with
// SEN support, so at least one has a plan.
func unsafePayload(t *testing.T) []byte {
	t.Helper()
	var d summary.Document
	if err := json.Unmarshal(safePayload(t), &d); err != nil {
		t.Fatal(err)
	}
	d.URN, d.SDC.Scope, d.SDC.Hidden, d.Tables = "888888", "bands", 0, d.Tables[:1]
	d.Tables[0].V = []int{100, 10, 5, summary.Low}
	b, err := d.Payload()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func attackFiles(args ...string) (status int, out, messages string) {
	var o, m bytes.Buffer
	status = run(args, &o, &m)
	return status, o.String(), m.String()
}

func write(t *testing.T, name string, b []byte) string {
	t.Helper()
	if err := os.WriteFile(name, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

func TestSafeSummariesGiveNothing(t *testing.T) {
	folder := t.TempDir()
	write(t, filepath.Join(folder, "summary.json"), safePayload(t))
	write(t, filepath.Join(folder, "notes.txt"), []byte("not a summary"))
	envelope, _ := json.Marshal(map[string]string{"kid": "x", "sig": "x", "payload": base64.StdEncoding.EncodeToString(safePayload(t))})
	write(t, filepath.Join(folder, "copy.scs"), envelope)
	status, out, messages := attackFiles(folder)
	if status != clean || !strings.Contains(out, "1 file read. Cells recovered: 0") {
		t.Errorf("status %d\n%s%s", status, out, messages)
	}
}

func TestUnsafeSummaryIsRecovered(t *testing.T) {
	folder := t.TempDir()
	bad := write(t, filepath.Join(folder, "bad.json"), unsafePayload(t))
	status, out, _ := attackFiles(bad)
	if status != recovered || !strings.Contains(out, "T00/E/N") {
		t.Errorf("status %d\n%s", status, out)
	}
	write(t, filepath.Join(folder, "good.json"), safePayload(t))
	status, out, _ = attackFiles("--json", "--no-nursery", folder)
	var r result
	if err := json.Unmarshal([]byte(out), &r); err != nil {
		t.Fatal(err)
	}
	if status != recovered || r.Files != 2 || len(r.Schools) != 2 || r.Recovered == 0 || len(r.Schools[1].Recovered) != 0 {
		t.Errorf("status %d\n%s", status, out)
	}
}

func TestWrongUseIsSaidPlainly(t *testing.T) {
	folder := t.TempDir()
	damaged := write(t, filepath.Join(folder, "damaged.json"), []byte(`{"schema":"cluster-summary/1"}`))
	for name, args := range map[string][]string{
		"nothing":       {},
		"no such file":  {filepath.Join(folder, "none")},
		"no summary":    {t.TempDir()},
		"damaged":       {damaged},
		"damaged in":    {folder},
		"unknown flag":  {"--fast", folder},
		"not a payload": {write(t, filepath.Join(t.TempDir(), "x"), []byte("x"))},
	} {
		if status, out, messages := attackFiles(args...); status != misused || out != "" || messages == "" {
			t.Errorf("%s: status %d, %q, %q", name, status, out, messages)
		}
	}
}

func TestEveryHarmIsSaidInWords(t *testing.T) {
	files := []string{"autumn.json", "spring.json", "summer.json"}
	said := map[string]string{}
	for _, harm := range []string{"E", "X", "N", "G", "M", "P", "K3"} {
		words := words(summary.Recovered{Harm: harm, Lo: 3, Hi: 2, Since: 1, Agree: []string{"area", "level"}}, files)
		if other, twice := said[words]; twice {
			t.Errorf("%s and %s are said alike: %s", harm, other, words)
		}
		said[words] = harm
	}
	if said["since spring.json is known by area, level"] != "K3" {
		t.Errorf("what is known over time does not name the earlier file: %v", said)
	}
}
