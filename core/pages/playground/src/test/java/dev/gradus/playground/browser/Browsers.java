package dev.gradus.playground.browser;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The browsers that the page is tried in; each is started once for all tests and ends with them. */
public enum Browsers {
    CHROMIUM("chromium and chromedriver are not both on the PATH"),
    FIREFOX("firefox-esr is not on the PATH");

    private static final Map<Browsers, PageBrowser> OPEN = new EnumMap<>(Browsers.class);

    private final String lacking;

    Browsers(String lacking) {
        this.lacking = lacking;
    }

    private boolean isInstalled() {
        return this == CHROMIUM ? Chromium.isInstalled() : Firefox.program().isPresent();
    }

    /**
     * The browser, without what other tests made it complain of. Skips the test where it is not installed, unless
     * -Dgradus.browser=required.
     */
    public PageBrowser open() {
        if (!isInstalled() && "required".equals(System.getProperty("gradus.browser"))) {
            fail("-Dgradus.browser=required, but " + lacking);
        }
        assumeTrue(isInstalled(), "No browser: " + lacking);
        synchronized (OPEN) {
            PageBrowser browser = OPEN.computeIfAbsent(this, kind -> {
                PageBrowser opened = kind == CHROMIUM ? Chromium.open() : Firefox.open();
                Runtime.getRuntime().addShutdownHook(new Thread(opened::close));
                return opened;
            });
            browser.complaints();
            return browser;
        }
    }

    static Optional<Path> program(String... names) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .flatMap(folder -> Stream.of(names).map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
