package dev.gradus.explorer;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Chromium without a window, for tests of the page. */
final class Browser implements AutoCloseable {
    private static Optional<Browser> shared = Optional.empty();

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** One for all tests, closed when they have ended. */
    static synchronized Browser shared() {
        if (shared.isEmpty()) {
            Browser browser = open(FontSet.asked());
            Runtime.getRuntime().addShutdownHook(new Thread(browser::close));
            shared = Optional.of(browser);
        }
        return shared.get();
    }

    /**
     * With these environment variables beside those of the tests. Skips the test where there is no browser, unless
     * -Dgradus.browser=required.
     */
    static Browser open(Map<String, String> environment) {
        Optional<Path> chromium = program("chromium", "chromium-browser", "google-chrome");
        Optional<Path> chromedriver = program("chromedriver");
        boolean found = chromium.isPresent() && chromedriver.isPresent();
        if (!found && "required".equals(System.getProperty("gradus.browser"))) {
            fail("-Dgradus.browser=required, but chromium and chromedriver are not both on the PATH");
        }
        assumeTrue(found, "chromium and chromedriver are not both on the PATH, so the page is not tried in a browser");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.get().toFile());
        options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--force-prefers-reduced-motion");
        // Tests press keys faster than people do, and each step writes the address.
        options.addArguments("--disable-ipc-flooding-protection");
        options.setCapability("goog:loggingPrefs", logs);
        File service = chromedriver.get().toFile();
        return new Browser(new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(service)
                        .withEnvironment(environment)
                        .build(),
                options));
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

    Browser show(Explorer page, Path folder) throws IOException {
        return show(page.html(), folder);
    }

    Browser show(String html, Path folder) throws IOException {
        return showFile(Files.writeString(folder.resolve("page" + System.nanoTime() + ".html"), html));
    }

    /** A page begins when its fonts are there. */
    Browser showFile(Path file) {
        driver.get(file.toUri().toString());
        driver.executeAsyncScript(
                "const done = arguments[0]; Promise.allSettled([...document.fonts].map(font => font.load())).then(() => setTimeout(done));");
        return this;
    }

    /** What is seen, as PNG. */
    byte[] screenshot() {
        return driver.getScreenshotAs(OutputType.BYTES);
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

    /** What the page wrote to the console since this was last asked. */
    List<String> console() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .toList();
    }

    /** Everything that was asked for over the network since this was last asked, but the page itself. */
    List<String> requests() {
        return driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
                .map(LogEntry::getMessage)
                .filter(message -> message.contains("Network.requestWillBeSent\""))
                .filter(message -> !message.contains("\"url\":\"file:") && !message.contains("\"url\":\"data:"))
                .toList();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
