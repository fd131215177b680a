package dev.gradus.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page is for everybody: what axe-core finds, and what is spoken. */
class PageAccessibilityTest {
    /** Runs axe-core, which the page knows nothing of, and lists what it complains about. */
    static final String AXE = """
            return axe.run(document, {resultTypes: ['violations']}).then(result => result.violations.map(found =>
                found.id + ': ' + found.nodes.map(node => node.target.join(' ') + ' ' + node.any.map(one => one.message)).join('\\n    ')).join('\\n'));
            """;

    private final Browser browser = Browser.shared();

    @TempDir
    Path folder;

    @Test
    void axeFindsNothingInAnyPage() throws Exception {
        String axe = axe();
        List<String> complaints = new ArrayList<>();
        for (Map.Entry<String, Explorer> page : Pages.all().entrySet()) {
            browser.size(1440, 900).show(page.getValue(), folder);
            browser.run(axe + "; return '';");
            int last = ((Number) browser.run("return gradus.last();")).intValue();
            for (int i = 0; i <= 4; i++) {
                int step = last * i / 4;
                String theme = i % 2 == 0 ? "light" : "dark";
                browser.run(
                        "document.documentElement.dataset.theme = arguments[0]; gradus.go(arguments[1]);", theme, step);
                Object found = browser.run(AXE);
                if (!"".equals(found)) {
                    complaints.add(page.getKey() + ", " + theme + ", step " + step + "\n" + found);
                }
            }
        }
        assertThat(complaints).isEmpty();
    }

    static String axe() throws Exception {
        try (InputStream in = PageAccessibilityTest.class.getResourceAsStream("/axe.min.js")) {
            assertThat(in).as("axe.min.js on the class path").isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
