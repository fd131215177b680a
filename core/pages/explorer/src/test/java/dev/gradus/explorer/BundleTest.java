package dev.gradus.explorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BundleTest {
    @Test
    void modulesFollowWhatTheyImport() {
        assertThat(bundle(Map.of(
                        "a.js", "import { b } from './b.js';\nimport './c.js';\n\nexport const a = b;\n",
                        "b.js", "import {\n  c,\n} from './c.js';\nexport let b = c;\n",
                        "c.js", "export function c() {}\n")))
                .isEqualTo("function c() {}\n\nlet b = c;\n\n\nconst a = b;\n\n");
    }

    @Test
    void modulesThatImportEachOtherAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bundle(Map.of(
                        "a.js", "import { b } from './b.js';\nexport const a = () => b();\n",
                        "b.js", "import { a } from './a.js';\nexport const b = () => a;\n")))
                .withMessage("a.js imports itself through [a.js, b.js]");
    }

    @Test
    void aModuleThatTwoOthersImportIsThereOnce() {
        assertThat(bundle(Map.of(
                        "a.js", "import './b.js';\nimport './c.js';\n",
                        "b.js", "import './c.js';\n",
                        "c.js", "c();\n")))
                .isEqualTo("c();\n\n\n\n");
    }

    @Test
    void namesOfOtherFoldersAreComplete() {
        assertThat(bundle(Map.of(
                        "a.js", "import { b } from 'other/b.js';\n",
                        "other/b.js", "import './c.js';\n",
                        "other/c.js", "c();\n")))
                .isEqualTo("c();\n\n\n\n");
    }

    @Test
    void otherModuleSyntaxIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bundle(Map.of("a.js", "export default 1;\n")))
                .withMessageContaining("a.js")
                .withMessageContaining("export default 1;");
    }

    @Test
    void declarationsOfTheSameNameAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> bundle(Map.of("a.js", "import './b.js';\nfunction f() {}\n", "b.js", "const f = 1;\n")))
                .withMessage("b.js and a.js both declare f; rename one");
    }

    private static String bundle(Map<String, String> modules) {
        return Bundle.of(List.of("a.js"), modules::get);
    }
}
