package dev.gradus.playground.build;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.gradus.playground.browser.Browsers;
import dev.gradus.playground.browser.PageBrowser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The built page is light, opens from a disk and from a host, and from a host also when the network is gone. */
@Tag("long")
class BuiltPageTest {
    private static final long MOST_COMPRESSED = 1_246_000;

    /** AND's first losses come out of the engine in the page. */
    private static final String LOSSES =
            "while (!document.documentElement.matches('.ready')) await new Promise(done => setTimeout(done, 20));"
                    + "await gradus.ask('example', 'and'); return Array.from(await gradus.ask('train', 3));";

    private static final int MOST_IN_ONE_FILE = 1_806_000;

    @Test
    void isLight() throws IOException {
        assertThat(PageBuild.compressedSize()).isLessThan(MOST_COMPRESSED);
        assertThat(Files.size(PageBuild.FILE)).isLessThan(MOST_IN_ONE_FILE);
    }

    @ParameterizedTest
    @EnumSource(Browsers.class)
    void opensFromADisk(Browsers kind) {
        for (Path page : new Path[] {PageBuild.FILE, PageBuild.FOLDER.resolve("index.html")}) {
            assertComputes(kind.open().show(page));
        }
    }

    @ParameterizedTest
    @EnumSource(Browsers.class)
    void opensFromAHostAndThenWithoutIt(Browsers kind) throws IOException {
        PageBrowser browser = kind.open();
        HttpServer host = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        String address = "http://localhost:" + host.getAddress().getPort() + "/";
        host.createContext("/", BuiltPageTest::answer);
        host.start();
        try {
            assertComputes(browser.show(address));
            browser.run("await navigator.serviceWorker.ready; return '';");
        } finally {
            host.stop(0);
        }
        assertComputes(browser.show(address + "#later"));
        browser.show("about:blank");
        assertComputes(browser.show(address));
    }

    private static void answer(HttpExchange exchange) {
        String name = exchange.getRequestURI().getPath().substring(1);
        try (exchange) {
            byte[] body = Files.readAllBytes(PageBuild.FOLDER.resolve(name.isEmpty() ? "index.html" : name));
            exchange.getResponseHeaders()
                    .add("Content-Type", name.endsWith(".js") ? "text/javascript" : "text/html; charset=utf-8");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertComputes(PageBrowser browser) {
        assertThat((List<?>) browser.run(LOSSES)).hasSize(3);
    }
}
