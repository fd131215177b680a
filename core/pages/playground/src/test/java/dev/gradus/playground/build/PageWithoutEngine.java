package dev.gradus.playground.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The page whose engine answers what a test has put into {@code answers}: nothing needs to be compiled to WebAssembly. */
public final class PageWithoutEngine {
    private static final String ENGINE = """
            <script>
            let answers = null;
            const answerTo = ([name]) => Array.isArray(answers[name]) ? Float64Array.from(answers[name]) : answers[name] ?? '[]';
            const gradusEngine = async () => {
                while (!answers) await new Promise(done => setTimeout(done, 10));
                return async questions => ({ answers: questions.map(answerTo), took: questions.map(() => 0) });
            };
            </script>
            """;

    private PageWithoutEngine() {}

    /** Writes the page and returns its file. */
    public static Path written() throws IOException {
        Path file = Files.createTempFile("gradus", ".html");
        file.toFile().deleteOnExit();
        return Files.writeString(file, PageTemplate.in(Path.of("src/main/web")).with(ENGINE));
    }
}
