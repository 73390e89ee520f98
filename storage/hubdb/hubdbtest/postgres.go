// Package hubdbtest gives tests a PostgreSQL database of their own, where there is a
// server for it.
package hubdbtest

import (
	"context"
	"crypto/rand"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
)

// Server is the address of the server that tests may use, or empty. Its user must be
// allowed to make databases. .ci/postgres runs one.
func Server() string { return os.Getenv("NEEDSBOOK_POSTGRES") }

// Postgres makes an empty database, which is dropped when the test ends, and returns
// its address. Without a server the test is skipped.
func Postgres(t testing.TB) (dsn string) {
	t.Helper()
	if Server() == "" {
		t.Skip("no PostgreSQL: NEEDSBOOK_POSTGRES names no server (.ci/postgres runs this test with one)")
	}
	name := "test_" + strings.ToLower(rand.Text())
	must(t, "CREATE DATABASE "+name)
	t.Cleanup(func() { must(t, "DROP DATABASE IF EXISTS "+name+" WITH (FORCE)") })
	config, err := pgx.ParseConfig(Server())
	if err != nil {
		t.Fatal(err)
	}
	return strings.Replace(Server(), "dbname="+config.Database, "dbname="+name, 1)
}

func must(t testing.TB, statement string) {
	t.Helper()
	ctx := context.Background() // also when the test's own has ended
	conn, err := pgx.Connect(ctx, Server())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(ctx)
	if _, err := conn.Exec(ctx, statement); err != nil {
		t.Fatal(err)
	}
}

// Control stops ("stop", at once) or starts ("start") the server. Without the means
// to do so the test is skipped.
func Control(t testing.TB, what string) {
	t.Helper()
	control := os.Getenv("NEEDSBOOK_POSTGRES_CTL")
	if control == "" {
		t.Skip("NEEDSBOOK_POSTGRES_CTL names no command that stops and starts the PostgreSQL server (.ci/postgres sets it)")
	}
	if out, err := exec.Command(control, what).CombinedOutput(); err != nil {
		t.Fatalf("%s: %v: %s", what, err, out)
	}
}
