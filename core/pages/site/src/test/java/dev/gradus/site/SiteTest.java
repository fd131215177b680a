package dev.gradus.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The site that this build has written, and what the program that writes it finds wrong. */
class SiteTest {
    private static final Path ROOT = Path.of("../../..").toAbsolutePath().normalize();
    private static final Path SITE = ROOT.resolve("target/site");
    private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```$");

    @TempDir
    private Path folder;

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        List<Path> pages = Site.pages(SITE);
        assertThat(pages).hasSizeGreaterThan(90);
        assertThat(Links.broken(SITE, pages)).isEmpty();
    }

    @Test
    void everyDocumentIsAPageWithItsTitleAndFormulas() throws IOException {
        for (Path document : documents()) {
            String text = CODE.matcher(Files.readString(document)).replaceAll("");
            String name = document.getFileName().toString();
            String page = name.equals("README.md") ? "index.html" : name.replaceFirst("md$", "html");
            Document written =
                    Jsoup.parse(SITE.resolve(ROOT.relativize(document)).resolveSibling(page));
            assertThat(written.select("h1")).as(page).hasSize(1);
            assertThat(text).startsWith("# ");
            long formulas = text.lines().filter(line -> line.startsWith("$$")).count();
            assertThat(written.select(".display.formula")).as(page).hasSize((int) formulas);
            written.select("pre, code").remove();
            assertThat(written.select("main").text()).as(page).doesNotContain("$$", "](", "|---");
        }
    }

    @Test
    void theSiteHasAllItsParts() throws IOException {
        for (String part : List.of("playground.html", "gallery/index.html", "javadoc/dev/gradus/node/Op.html")) {
            assertThat(SITE.resolve(part)).isNotEmptyFile();
        }
        assertThat(Jsoup.parse(SITE.resolve("docs/performance.html")).select("img[src]"))
                .hasSizeGreaterThan(3);
        String javadoc = Files.readString(SITE.resolve("javadoc/index.html"));
        assertThat(javadoc)
                .contains("gradus-engine", "gradus-spark", "gradus-check")
                .doesNotContain("dev.gradus.plan");
    }

    @Test
    void playgroundGalleryAndJavadocLinkToTheSite() throws IOException {
        for (String page : List.of(
                "playground.html", "gallery/index.html", "javadoc/index.html", "javadoc/dev/gradus/node/Op.html")) {
            assertThat(links(SITE.resolve(page))).as(page).contains(SITE.resolve("index.html"));
        }
    }

    @Test
    void everyGraphOfTheGalleryLinksToTheOthers() throws IOException {
        Path index = SITE.resolve("gallery/index.html");
        List<Path> graphs = Site.pages(index.getParent()).stream()
                .filter(page -> !page.equals(index))
                .toList();
        assertThat(graphs).hasSizeGreaterThan(10).isSubsetOf(links(index));
        for (Path graph : graphs) {
            assertThat(links(graph)).contains(index);
        }
    }

    @Test
    void eachKindOfBrokenLinkIsFound() throws IOException {
        Path page = Files.createDirectories(folder.resolve("a")).resolve("page.html");
        Files.writeString(page, """
                <h1 id="here">Page</h1><a href="#here"></a><a href="#there"></a><a href="page.html#here"></a>
                <a href="missing.html"></a><a href="../../outside.html"></a><img src="missing.png">
                <a href="https://gradus.example/#x"></a><a href="../a/page.html#nowhere"></a>
                """);
        assertThat(Links.broken(folder, List.of(page)))
                .containsExactly(
                        "a/page.html: #there: there is no such place on the page",
                        "a/page.html: missing.html: there is no such file",
                        "a/page.html: ../../outside.html: it leaves the site",
                        "a/page.html: missing.png: there is no such file",
                        "a/page.html: ../a/page.html#nowhere: there is no such place on the page");
    }

    @Test
    void aDocumentThatLinksToAMissingFileIsRefused() throws IOException {
        Path docs = Files.createDirectories(folder.resolve("root/docs"));
        Files.writeString(docs.resolve("page.md"), "# Page\n\n[An op](../core/Lost.java#L1)\n");
        Files.writeString(folder.resolve("root/README.md"), "# Gradus\n");
        assertThatThrownBy(() -> new Documents(folder.resolve("root"), folder.resolve("site")).write())
                .hasMessage("docs/page.md links to ../core/Lost.java#L1, but there is no file core/Lost.java.");
    }

    @Test
    void aFolderWithoutAReadmeIsAPageThatListsItsFiles() throws IOException {
        Path code = Files.createDirectories(folder.resolve("root/code/texts"));
        Files.createDirectories(folder.resolve("root/docs"));
        Files.writeString(code.resolve("Some.java"), "class Some {}\n");
        Files.writeString(folder.resolve("root/README.md"), "# Gradus\n\n[Texts](code/texts)\n");
        Path site = folder.resolve("site");
        new Documents(folder.resolve("root"), site).write();
        assertThat(Jsoup.parse(site.resolve("index.html")).select("main a").attr("href"))
                .isEqualTo("code/texts/index.html");
        Document texts = Jsoup.parse(site.resolve("code/texts/index.html"));
        assertThat(texts.select("h1").text()).isEqualTo("texts");
        assertThat(texts.select("main a").eachAttr("href")).containsExactly("Some.java.html");
        assertThat(site.resolve("code/texts/Some.java.html")).exists();
    }

    @Test
    void markdownBecomesAPage() throws IOException {
        Path docs = Files.createDirectories(folder.resolve("root/docs"));
        Files.writeString(docs.resolve("page.md"), """
                # A < b & "c"

                ## Was it `f(x)`?

                Costs $5 or $ 6 $, $x_1$, `$y$` and

                $$\\frac{a_1}{b_1} < c$$

                | a | b |
                |---|---|
                | 1 | [up](../README.md#here) |

                ```java
                List<String> x;
                ```
                """);
        Files.writeString(folder.resolve("root/README.md"), "# Gradus\n\n## Here\n\n[Page](docs/page.md)\n");
        new Documents(folder.resolve("root"), folder.resolve("site")).write();
        Document page = Jsoup.parse(folder.resolve("site/docs/page.html"));
        assertThat(page.title()).isEqualTo("A < b & \"c\" · Gradus");
        assertThat(page.select(".sections a").attr("href")).isEqualTo("#was-it-fx");
        assertThat(page.select(".formula").eachText()).containsExactly("x_1", "\\frac{a_1}{b_1} < c");
        assertThat(page.select("p").first().text()).isEqualTo("Costs $5 or $ 6 $, x_1, $y$ and");
        assertThat(page.select(".together").eachText()).containsExactly("x_1,");
        assertThat(page.select("td a").attr("href")).isEqualTo("../index.html#here");
        assertThat(page.select("code.language-java").text()).isEqualTo("List<String> x;");
        assertThat(page.select("script[src=../katex.js]")).hasSize(1);
        Document index = Jsoup.parse(folder.resolve("site/index.html"));
        assertThat(index.title()).isEqualTo("Gradus");
        assertThat(index.select("script[src=katex.js]")).isEmpty();
    }

    private static List<Path> links(Path page) throws IOException {
        return Jsoup.parse(page).select("a[href]").stream()
                .map(link -> page.resolveSibling(link.attr("href").replaceFirst("#.*", ""))
                        .normalize())
                .toList();
    }

    private static List<Path> documents() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve("docs"))) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }
}
