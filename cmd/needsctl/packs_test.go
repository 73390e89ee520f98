package main

import (
	"os"
	"strings"
	"testing"
)

func TestPackIsSignedInstalledListedAndReset(t *testing.T) {
	t.Parallel()
	s := demoSchool(t)
	body, err := os.ReadFile("../../assets/packs/services.json")
	if err != nil {
		t.Fatal(err)
	}
	own := s.write("own.json", strings.Replace(string(body), `"id": "default-services"`, `"id": "kent-services"`, 1))
	key, file := s.beside("kent.key"), s.beside("signed.json")
	made := s.object(done, "pack", "key", "--out", key)
	words := made["words"].(string)
	if info, err := os.Stat(key); err != nil || info.Mode().Perm() != 0o600 || len(strings.Fields(words)) != 6 {
		t.Errorf("%v %v %q", info, err, words)
	}
	s.refusal(refused, "pack", "key", "--out", key)
	s.must("pack", "sign", own, "--by", "Kent", "--key", key, "--out", file)
	s.refusal(refused, "pack", "sign", file, "--by", "Kent", "--key", key, "--out", s.beside("twice.json"))
	s.refusal(refused, "pack", "sign", own, "--by", "Kent", "--key", own, "--out", s.beside("no.json"))
	if out := s.must("pack", "check", file, "--here"); !strings.Contains(out, "Signed by Kent ("+words+")") || !strings.Contains(out, "can be used in this school") {
		t.Error(out)
	}
	if out := s.must("pack", "check", own); !strings.Contains(out, "Not signed") {
		t.Error(out)
	}
	s.must("pack", "install", file, "--accepted-by", "Ben Head")
	list := s.object(done, "pack", "list")["packs"].([]any)
	found := false
	for _, p := range list {
		one := p.(map[string]any)
		found = found || one["slot"] == "sen-services" && one["own"] == true && one["signed"].(map[string]any)["words"] == words
	}
	if !found {
		t.Errorf("%v", list)
	}
	// The same pack without its signature is somebody else's word.
	later := s.write("later.json", strings.Replace(string(body), `"id": "default-services",
 "version": "`, `"id": "kent-services",
 "version": "9`, 1))
	bad := s.object(refused, "pack", "check", later, "--here")
	if problems := bad["problems"].([]any); len(problems) != 1 || problems[0].(map[string]any)["path"] != "key" {
		t.Errorf("%v", bad)
	}
	if bad := s.object(refused, "pack", "install", later); len(bad["problems"].([]any)) != 1 {
		t.Errorf("%v", bad)
	}
	s.must("pack", "forget", "kent-services")
	s.must("pack", "install", later)
	s.must("pack", "reset", "sen-services")
	s.refusal(refused, "pack", "reset", "sen-services")
}

func TestOversizePackIsRefusedWithoutReadingItAll(t *testing.T) {
	t.Parallel()
	s := demoSchool(t)
	large := s.beside("large.json")
	f, err := os.Create(large)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Truncate(50 << 20); err != nil {
		t.Fatal(err)
	}
	f.Close()
	bad := s.object(refused, "pack", "check", large)
	if problems := bad["problems"].([]any); len(problems) != 1 || !strings.Contains(problems[0].(map[string]any)["message"].(string), "at most 2048 kB") {
		t.Errorf("%v", bad)
	}
}
