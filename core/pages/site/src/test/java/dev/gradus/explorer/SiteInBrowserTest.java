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
    private static final Path SITE = Path.of("../../../target/site");

    /** One page of each kind. Together they show all colors of the site. */
    private static final List<Path> KINDS = Stream.of(
                    "index.html",
                    "docs/01-the-lesson.html",
                    "docs/11-kotlin-scala-clojure.html",
                    "docs/course/index.html",
                    "docs/performance.html",
                    "core/engine/src/main/java/dev/gradus/node/Erf.java.html")
            .map(SITE::resolve)
            .toList();

    private static final String FAULTS = """
            const faults = [], page = document.documentElement;
            if (page.scrollWidth > innerWidth) faults.push(`is ${page.scrollWidth} wide`);
            for (const formula of document.querySelectorAll('.formula')) {
                if (!formula.querySelector('math') || formula.querySelector('.katex-error')) faults.push(formula.textContent);
            }
            for (const code of document.querySelectorAll('code.language-java')) {
                if (!code.matches('.hljs')) faults.push('not highlighted: ' + code.textContent.slice(0, 40));
            }
            return Promise.all([...document.images].map(picture => {
                picture.loading = 'eager';
                return picture.decode().catch(() => faults.push('no picture: ' + picture.src));
            })).then(() => faults);
            """;

    /**
     * Without preloading, which asks for style sheets, and pages from a disk may ask for nothing. The argument says whether
     * contrasts are measured, which takes most of the time.
     */
    private static final String AXE = """
            const rules = {'color-contrast': {enabled: arguments[0]}};
            return axe.run(document, {resultTypes: ['violations'], preload: false, rules}).then(result =>
                result.violations.map(found => found.id + ': ' + found.nodes.map(node => node.target.join(' '))));
            """;

    @Test
    void pagesAreWholeOnEveryScreenLightAndDark() throws Exception {
        String axe = PageAccessibilityTest.axe();
        List<Path> pages = pages();
        assertThat(pages).hasSizeGreaterThan(40).containsAll(KINDS);
        List<List<String>> found = Browser.forEach(pages, (browser, page) -> {
            boolean isOfItsKind = KINDS.contains(page);
            List<String> faults = new ArrayList<>();
            browser.dark(false).size(Screen.PHONE).showFile(page).run(axe);
            faults.addAll(faults(browser, page, " on a phone, light: ", FAULTS));
            faults.addAll(faults(browser, page, " on a phone, light: ", AXE, isOfItsKind));
            browser.dark(true).size(Screen.LAPTOP);
            faults.addAll(faults(browser, page, " on a laptop, dark: ", FAULTS));
            if (isOfItsKind) {
                faults.addAll(faults(browser, page, " on a laptop, dark: ", AXE, true));
            }
            browser.dark(false);
            return faults;
        });
        assertThat(found).containsOnly(List.of());
    }

    private static List<String> faults(Browser browser, Path page, String where, String script, Object... arguments) {
        return ((List<?>) browser.run(script, arguments))
                .stream().map(fault -> SITE.relativize(page) + where + fault).toList();
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
