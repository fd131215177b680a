package dev.gradus.playground.build;

import dev.gradus.playground.PageApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Builds the playground in {@code target/playground}: a folder for a static host, and a single file that can be opened from a
 * disk. The argument {@code open} opens that file in the browser.
 */
public final class PageBuild {
    private static final Path SOURCES = Path.of("src/main/web");
    private static final Path TARGET = Path.of("target/playground");

    /** The folder for a static host: the page, and the engine, which loads after the page is shown. */
    static final Path FOLDER = TARGET.resolve("site");

    /** The single file. */
    static final Path FILE = TARGET.resolve("gradus-playground.html");

    /** The page that grades a class, a single file. */
    static final Path GRADE = TARGET.resolve("grade.html");

    private PageBuild() {}

    /** Takes no argument, or {@code open}. */
    public static void main(String[] arguments) throws IOException {
        build();
        System.out.println("The playground: " + FILE.toAbsolutePath() + "\nfor a static host: "
                + FOLDER.toAbsolutePath() + "\nto grade a class: " + GRADE.toAbsolutePath());
        if (List.of(arguments).contains("open")) {
            DesktopBrowser.open(FILE);
        }
    }

    /** Compiles the engine and assembles the page. */
    static void build() throws IOException {
        Path wasm = TARGET.resolve("engine.wasm");
        Files.createDirectories(FOLDER);
        WasmCompiler.compile(PageApi.class.getName(), WasmCompiler.classPath(), wasm);
        Engine engine = Engine.of(Files.readAllBytes(wasm), WasmCompiler.loader(), PageTemplate.worker(SOURCES));
        PageTemplate page = PageTemplate.in(SOURCES);
        String hosted = page.with(engine.fetched());
        Files.writeString(FOLDER.resolve("index.html"), hosted);
        Files.writeString(FOLDER.resolve(Engine.FILE), engine.script());
        Files.writeString(FOLDER.resolve(Engine.OFFLINE), engine.offline(hosted));
        Files.writeString(FILE, page.with(engine.inPage()));
        Files.writeString(GRADE, PageTemplate.grading(SOURCES).with(engine.inPage()));
        System.out.printf(
                Locale.ROOT,
                "engine.wasm %,d bytes; site %,d bytes, %,d compressed; one file %,d bytes%n",
                Files.size(wasm),
                Files.size(FOLDER.resolve("index.html")) + Files.size(FOLDER.resolve(Engine.FILE)),
                compressedSize(),
                Files.size(FILE));
    }

    /** The number of bytes that a host sends if it compresses. */
    static long compressedSize() throws IOException {
        return Gzip.of(Files.readAllBytes(FOLDER.resolve("index.html"))).length
                + (long) Gzip.of(Files.readAllBytes(FOLDER.resolve(Engine.FILE))).length;
    }
}
