package vault

// Backups lists this file's automatic backups, newest first. Only Path and At are
// known without opening them.
func (v *Vault) Backups() []BackupInfo {
	v.write.Lock()
	defer v.write.Unlock()
	var out []BackupInfo
	for _, f := range v.backups() {
		out = append(out, BackupInfo{Path: f.name, At: f.when})
	}
	return out
}
