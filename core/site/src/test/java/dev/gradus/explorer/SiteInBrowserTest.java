package dev.gradus.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The site's own pages in a browser, from the disk, on a laptop and a phone, light and dark. */
class SiteInBrowserTest extends PagesInBrowser {
    private static final Path SITE = Path.of("../../target/site");

    private static final String FAULTS = """
            const faults = [], page = document.documentElement;
            if (page.scrollWidth > innerWidth) faults.push(`is ${page.scrollWidth} wide`);
            for (const formula of document.querySelectorAll('.formula')) {
                if (!formula.querySelector('math') || formula.querySelector('.katex-error')) faults.push(formula.textContent);
            }
            for (const code of document.querySelectorAll('code.language-java')) {
                if (!code.matches('.hljs')) faults.push('not highlighted: ' + code.textContent.slice(0, 40));
            }
            for (const picture of document.images) {
                picture.loading = 'eager';
                if (picture.complete && !picture.naturalWidth) faults.push('no picture: ' + picture.src);
            }
            return faults;
            """;

    /** Without preloading, which asks for style sheets, and pages from a disk may ask for nothing. */
    private static final String AXE = """
            return axe.run(document, {resultTypes: ['violations'], preload: false}).then(result => result.violations.map(found =>
                found.id + ': ' + found.nodes.map(node => node.target.join(' '))).join('\\n'));
            """;

    @Test
    void pagesAreWholeOnEveryScreenLightAndDark() throws Exception {
        String axe = PageAccessibilityTest.axe();
        List<Path> pages = pages();
        List<List<String>> found = Browser.forEach(pages, (browser, page) -> {
            List<String> faults = new ArrayList<>();
            for (boolean dark : new boolean[] {false, true}) {
                browser.dark(dark).size(dark ? Screen.LAPTOP : Screen.PHONE).showFile(page);
                String at = SITE.relativize(page) + (dark ? " on a laptop, dark: " : " on a phone, light: ");
                ((List<?>) browser.run(FAULTS)).forEach(fault -> faults.add(at + fault));
                // All pages have the same colors, so every second page is enough for each set of them.
                if (dark == (pages.indexOf(page) % 2 == 0)) {
                    browser.run(axe);
                    Object complaints = browser.run(AXE);
                    if (!complaints.equals("")) {
                        faults.add(at + complaints);
                    }
                }
            }
            browser.dark(false);
            return faults;
        });
        assertThat(found).containsOnly(List.of());
    }

    /** Those of the documents, and one of a source file. */
    private static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.walk(SITE.resolve("docs"))) {
            return Stream.concat(
                            docs.filter(file -> file.toString().endsWith(".html")),
                            Stream.of(
                                    SITE.resolve("index.html"),
                                    SITE.resolve("core/engine/src/main/java/dev/gradus/node/Erf.java.html")))
                    .toList();
        }
    }
}
