// The rules of this house, as an oxlint plugin (`.oxlintrc.json` loads it).
import { importDirection } from "./import-direction.ts";
import { purity } from "./purity.ts";

const plugin = {
  meta: { name: "house" },
  rules: { "import-direction": importDirection, purity },
};

export default plugin;
