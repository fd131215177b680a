package dev.gradus.explorer;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.remote.http.ClientConfig;

/** Chromium without a window, for tests of the page. */
final class Browser implements AutoCloseable {
    /** How long a page may take on the slowest machine. */
    private static final Duration PATIENCE = Duration.ofMinutes(20);

    private static Optional<Browser> shared = Optional.empty();
    private static Optional<Browser> second = Optional.empty();

    private final ChromeDriver driver;
    private final Path folder;

    private Browser(ChromeDriver driver, Path folder) {
        this.driver = driver;
        this.folder = folder;
    }

    /** One for all tests, closed when they have ended. */
    static synchronized Browser shared() {
        if (shared.isEmpty()) {
            shared = Optional.of(open(FontSet.asked()).closedInTheEnd());
        }
        return shared.get();
    }

    private static synchronized Browser second() {
        if (second.isEmpty()) {
            second = Optional.of(open(FontSet.asked()).closedInTheEnd());
        }
        return second.get();
    }

    /** What is found with each of these, in their order; two browsers share them. */
    static <T, R> List<R> forEach(Collection<T> all, BiFunction<Browser, T, R> look) {
        List<T> items = List.copyOf(all);
        List<CompletableFuture<R>> found =
                items.stream().map(item -> new CompletableFuture<R>()).toList();
        AtomicInteger next = new AtomicInteger();
        Consumer<Supplier<Browser>> work = browser -> {
            for (int i = next.getAndIncrement(); i < items.size(); i = next.getAndIncrement()) {
                try {
                    found.get(i).complete(look.apply(browser.get(), items.get(i)));
                } catch (RuntimeException | Error failure) {
                    found.get(i).completeExceptionally(failure);
                }
            }
        };
        Browser own = shared();
        CompletableFuture<Void> beside = CompletableFuture.runAsync(() -> work.accept(Browser::second));
        work.accept(() -> own);
        beside.join();
        return found.stream().map(CompletableFuture::join).toList();
    }

    /** What pages asked for over the network or wrote to the console since this was last asked. */
    static List<String> complaints() {
        return Stream.of(shared, second)
                .flatMap(Optional::stream)
                .flatMap(browser -> Stream.concat(browser.console().stream(), browser.requests().stream()))
                .toList();
    }

    private Browser closedInTheEnd() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
        return this;
    }

    /**
     * One that sees the fonts of this set only, or those of the machine. Skips the test where there is no browser, unless
     * -Dgradus.browser=required.
     */
    static Browser open(Optional<FontSet> fonts) {
        Optional<Path> chromium = program("chromium", "chromium-browser", "google-chrome");
        Optional<Path> chromedriver = program("chromedriver");
        boolean found = chromium.isPresent() && chromedriver.isPresent();
        if (!found && "required".equals(System.getProperty("gradus.browser"))) {
            fail("-Dgradus.browser=required, but chromium and chromedriver are not both on the PATH");
        }
        assumeTrue(found, "No browser: chromium and chromedriver are not both on the PATH");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.get().toFile());
        options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--force-prefers-reduced-motion");
        options.addArguments("--disable-background-networking", "--disable-component-update", "--disable-sync");
        // Else the smoothed edges of a shape depend on what was drawn anew around it.
        options.addArguments("--disable-partial-raster");
        // Tests press keys faster than people do, and each step writes the address.
        options.addArguments("--disable-ipc-flooding-protection");
        options.setCapability("goog:loggingPrefs", logs);
        // Of the network only: what else happens in a page is logged at every step.
        options.setExperimentalOption("perfLoggingPrefs", Map.of("enableNetwork", true, "enablePage", false));
        File service = chromedriver.get().toFile();
        Path folder = newFolder();
        Map<String, String> environment =
                fonts.map(set -> set.environment(folder)).orElse(Map.of());
        ChromeDriver driver = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(service)
                        .withEnvironment(environment)
                        .build(),
                options,
                ClientConfig.defaultConfig().readTimeout(PATIENCE));
        driver.manage().timeouts().scriptTimeout(PATIENCE).pageLoadTimeout(PATIENCE);
        return new Browser(driver, folder);
    }

    /** Where a build is cleaned, so that nothing stays for good if this JVM is killed. */
    private static Path newFolder() {
        try {
            return Files.createTempDirectory(Files.createDirectories(Path.of("target")), "pages")
                    .toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Path> program(String... names) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .flatMap(folder -> Stream.of(names).map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Makes the page's own area so large. */
    Browser size(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        driver.manage().window().setSize(new Dimension(width, height));
        return this;
    }

    Browser size(Screen screen) {
        return size(screen.width(), screen.height());
    }

    /** A page of the gallery. */
    Browser show(String page) {
        return showHtml(Gallery.html(page));
    }

    Browser show(Explorer page) {
        return showHtml(page.html());
    }

    Browser showHtml(String html) {
        try {
            Path file = Files.writeString(Files.createTempFile(folder, "page", ".html"), html);
            return showFile(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A page begins when its fonts and its data are there. */
    Browser showFile(Path file) {
        driver.get(file.toUri().toString());
        driver.executeAsyncScript(
                "const done = arguments[0], wait = () => document.getElementById('traces') && !window.gradus ? setTimeout(wait, 2) : done();"
                        + "Promise.allSettled([...document.fonts].map(font => font.load())).then(() => setTimeout(wait));");
        return this;
    }

    /** What is seen, as PNG. */
    byte[] screenshot() {
        return driver.getScreenshotAs(OutputType.BYTES);
    }

    /** Goes into the page's first frame, where scripts then run and keys are pressed, or out of it. */
    Browser inFrame(boolean inside) {
        if (inside) {
            driver.switchTo().frame(0);
        } else {
            driver.switchTo().defaultContent();
        }
        return this;
    }

    /** What the script returns; its arguments are arguments[0] and so on. */
    Object run(String script, Object... arguments) {
        Object result = driver.executeScript(script, arguments);
        return result == null ? "" : result;
    }

    /** Whether the reader wants things to move; other tests see nothing move. */
    void motion(boolean wanted) {
        String value = wanted ? "no-preference" : "reduce";
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-reduced-motion", "value", value))));
    }

    /** Whether the reader likes light letters on dark paper. */
    Browser dark(boolean wanted) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(Map.of("name", "prefers-color-scheme", "value", wanted ? "dark" : "light"))));
        return this;
    }

    /** Slows the processor down for pages by this factor, until it is 1 again. */
    Browser slowed(int times) {
        driver.executeCdpCommand("Emulation.setCPUThrottlingRate", Map.of("rate", times));
        return this;
    }

    /** Runs this before the scripts of every page that is shown from now on. */
    void beforeEachPage(String script) {
        driver.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
    }

    /** Goes to an address within the page, as a link does; the page has read it when this returns. */
    void goTo(Object address) {
        run("""
                const address = String(arguments[0]).replace('#', '');
                if (location.hash === '#' + address) return '';
                return new Promise(done => {
                    addEventListener('hashchange', () => done(''), { once: true });
                    location.hash = address;
                });
                """, address);
    }

    /** What Chromium tells a screen reader, all of it: nodes with a role, a name, properties and children, in the order of the page. */
    List<?> accessibilityTree() {
        return (List<?>) driver.executeCdpCommand("Accessibility.getFullAXTree", Map.of())
                .get("nodes");
    }

    void pressWithShift(CharSequence key) {
        new Actions(driver).keyDown(Keys.SHIFT).sendKeys(key).keyUp(Keys.SHIFT).perform();
    }

    void press(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    /** Shows the handout as wide as it is on paper, or the page again. */
    Browser onPaper(boolean printed) {
        if (printed) {
            size(680, 1000).run("dispatchEvent(new Event('beforeprint'));");
        }
        overlayScrollbars(printed);
        driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", printed ? "print" : ""));
        return this;
    }

    /** Whether scrollbars take no room, as on a phone and on paper. */
    Browser overlayScrollbars(boolean overlay) {
        driver.executeCdpCommand("Emulation.setScrollbarsHidden", Map.of("hidden", overlay));
        return this;
    }

    /** How many sheets of paper the page takes. */
    int pagesWhenPrinted() {
        Object pdf = driver.executeCdpCommand(
                        "Page.printToPDF", Map.of("preferCSSPageSize", true, "printBackground", true))
                .get("data");
        String text = new String(Base64.getDecoder().decode(String.valueOf(pdf)), StandardCharsets.ISO_8859_1);
        return (int)
                Pattern.compile("/Type\\s*/Page\\b").matcher(text).results().count();
    }

    private List<String> console() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .toList();
    }

    /** But the page itself. */
    private List<String> requests() {
        return driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
                .map(LogEntry::getMessage)
                .filter(message -> message.contains("Network.requestWillBeSent\""))
                .filter(message -> !message.contains("\"url\":\"file:") && !message.contains("\"url\":\"data:"))
                .toList();
    }

    @Override
    public void close() {
        driver.quit();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
