package schooldb

import (
	"context"
	"database/sql"
	"fmt"
)

// PutPaper seals content beside the file and returns its digest. When it returns nil
// the paper is on the disk.
func (s *Store) PutPaper(ctx context.Context, content []byte) (digest string, err error) {
	return s.vault.PutPaper(ctx, content)
}

// Paper returns the content of the paper with a digest, proved whole.
func (s *Store) Paper(ctx context.Context, digest string) ([]byte, error) {
	return s.vault.Paper(ctx, digest)
}

// SweepPapers erases for good the papers that no attachment and no step of the
// journal names any more, so that nothing can bring them back, and returns how many
// there were. Call it after a record was erased from the journal too.
func (s *Store) SweepPapers(ctx context.Context) (erased int, err error) {
	var gone []string
	all, err := s.vault.Papers(ctx)
	if err != nil {
		return 0, err
	}
	err = s.vault.View(ctx, func(c *sql.Conn) error {
		for _, p := range all {
			var needed bool
			err := c.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM attachment WHERE digest = ?1)
				OR EXISTS (SELECT 1 FROM step WHERE instr(changes, ?1))`, p).Scan(&needed)
			if err != nil {
				return fmt.Errorf("looking for papers that nothing names: %w", err)
			}
			if !needed {
				gone = append(gone, p)
			}
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	return len(gone), s.vault.ErasePapers(ctx, gone...)
}
