package signedpack_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"needsbook/app/pack/signedpack"
)

var packed = []byte(`{"format":"sen-terms","id":"words"}`)

func signedBy(t testing.TB, by string) []byte {
	t.Helper()
	key, err := signedpack.NewKey(bytes.NewReader(bytes.Repeat([]byte{7}, 32)))
	if err != nil {
		t.Fatal(err)
	}
	out, err := signedpack.Sign(packed, by, key)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestSignedPackGivesBackItsExactBytesAndItsPublisher(t *testing.T) {
	data := signedBy(t, " Kent County Council ")
	if !signedpack.Is(data) || signedpack.Is(packed) {
		t.Error("a signed pack is not told from a plain one")
	}
	f, err := signedpack.Open(data)
	if err != nil || !bytes.Equal(f.Pack, packed) || f.By != "Kent County Council" || len(f.KeyWords()) != 6 || len(f.KeyID()) != 32 {
		t.Errorf("%+v %v", f, err)
	}
}

func TestAnyChangeAfterSigningIsRefused(t *testing.T) {
	data := signedBy(t, "Kent County Council")
	for name, change := range map[string]func(f map[string]any){
		"pack":      func(f map[string]any) { f["pack"] = "e30=" },
		"publisher": func(f map[string]any) { f["by"] = "Essex County Council" },
		"signature": func(f map[string]any) { f["sig"] = strings.Repeat("A", 86) + "==" },
		"key":       func(f map[string]any) { f["key"] = strings.Repeat("B", 43) + "=" },
	} {
		var f map[string]any
		if err := json.Unmarshal(data, &f); err != nil {
			t.Fatal(err)
		}
		change(f)
		changed, _ := json.Marshal(f)
		if _, err := signedpack.Open(changed); !errors.Is(err, signedpack.ErrSignature) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestWhatIsNoSignedPackIsRefused(t *testing.T) {
	good := string(signedBy(t, "Kent"))
	for name, text := range map[string]string{
		"empty": "", "not JSON": "{", "another format": strings.Replace(good, signedpack.Format, "needsbook-x", 1),
		"one more name": strings.Replace(good, `"by"`, `"more": 1, "by"`, 1), "a name twice": strings.Replace(good, `"by"`, `"by": "Kent", "by"`, 1),
		"no key": strings.Replace(good, `"key"`, `"kei"`, 1), "after its end": good + "{}",
	} {
		if _, err := signedpack.Open([]byte(text)); !errors.Is(err, signedpack.ErrForm) {
			t.Errorf("%s: %v", name, err)
		}
	}
	large := bytes.Repeat([]byte(" "), 50<<20)
	if _, err := signedpack.Open(large); err == nil || !strings.Contains(err.Error(), "at most") {
		t.Error(err)
	}
	for _, by := range []string{"", "  ", "two\nlines", strings.Repeat("x", 201)} {
		key, _ := signedpack.NewKey(bytes.NewReader(bytes.Repeat([]byte{7}, 32)))
		if _, err := signedpack.Sign(packed, by, key); err == nil {
			t.Errorf("signed by %q", by)
		}
	}
}

func TestKeyFileIsReadBackAndAnotherFileIsNot(t *testing.T) {
	key, _ := signedpack.NewKey(bytes.NewReader(bytes.Repeat([]byte{9}, 32)))
	again, err := signedpack.ReadKey(signedpack.KeyFile(key))
	if err != nil || !again.Equal(key) {
		t.Error(err)
	}
	for _, text := range []string{"", "needsbook-publisher-key-v1 00", "-----BEGIN", string(packed)} {
		if _, err := signedpack.ReadKey([]byte(text)); !errors.Is(err, signedpack.ErrKeyFile) {
			t.Errorf("%q: %v", text, err)
		}
	}
	if _, err := signedpack.NewKey(bytes.NewReader(nil)); err == nil {
		t.Error("a key out of nothing")
	}
}

func FuzzOpen(f *testing.F) {
	f.Add(signedBy(f, "Kent"))
	f.Add([]byte(`{"format":"needsbook-signed-pack"}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		if file, err := signedpack.Open(data); err == nil && (file.By == "" || !signedpack.Is(data)) {
			t.Errorf("opened %q", data)
		}
	})
}
