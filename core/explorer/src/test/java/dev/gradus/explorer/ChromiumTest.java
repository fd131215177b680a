package dev.gradus.explorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In a real browser, with its fonts, every text lies within the picture and beside every other. */
class ChromiumTest {
    private static final String MEASURE = """
            <script>
            const found = [];
            for (const svg of document.querySelectorAll('svg')) {
                const view = svg.getBoundingClientRect();
                const boxes = [...svg.querySelectorAll('text')].map(t => [t.textContent, t.getBoundingClientRect()]);
                boxes.forEach(([text, b], i) => {
                    if (b.left < view.left || b.top < view.top || b.right > view.right || b.bottom > view.bottom)
                        found.push('outside: ' + text);
                    for (const [other, o] of boxes.slice(i + 1)) {
                        const x = Math.min(b.right, o.right) - Math.max(b.left, o.left);
                        const y = Math.min(b.bottom, o.bottom) - Math.max(b.top, o.top);
                        if (x > 2 && y > 0.35 * Math.min(b.height, o.height)) found.push('overlap: ' + text + ' | ' + other);
                    }
                });
            }
            document.title = 'measured';
            document.body.textContent = 'BEGIN' + found.join('\\n') + 'END';
            </script>
            """;

    @Test
    void textsFitWithTheFontsOfTheBrowser(@TempDir Path folder) throws Exception {
        Optional<String> chromium = chromium();
        assumeTrue(chromium.isPresent(), "no chromium is installed, so the picture is not measured in a browser");
        StringBuilder page = new StringBuilder("<!doctype html><meta charset=utf-8><body>");
        for (Map.Entry<String, Diagram> example : Examples.diagrams().entrySet()) {
            page.append("<div>").append(example.getValue().svg()).append("</div>");
        }
        Path file = Files.writeString(folder.resolve("page.html"), page.append(MEASURE));
        String dom = dump(chromium.get(), file, folder);
        assertThat(dom).contains("BEGIN");
        assertThat(dom.substring(dom.indexOf("BEGIN") + 5, dom.indexOf("END"))).isEmpty();
    }

    private static Optional<String> chromium() {
        return Stream.of(System.getenv("PATH").split(":", -1))
                .flatMap(folder -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> folder + "/" + name))
                .filter(program -> Files.isExecutable(Path.of(program)))
                .findFirst();
    }

    private static String dump(String chromium, Path page, Path folder) throws IOException, InterruptedException {
        Path output = folder.resolve("dom.html");
        Process process = new ProcessBuilder(List.of(
                        chromium,
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--user-data-dir=" + folder.resolve("profile"),
                        "--window-size=4000,4000",
                        "--dump-dom",
                        page.toUri().toString()))
                .redirectError(folder.resolve("errors.txt").toFile())
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        return Files.readString(output);
    }
}
