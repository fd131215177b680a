package dev.gradus.playground.browser;

import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.json.Json;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.remote.http.ClientConfig;

/** Chromium, driven by Selenium. */
public final class Chromium implements PageBrowser {
    private static final String[] PROGRAMS = {"chromium", "chromium-browser", "google-chrome"};

    private final ChromeDriver driver;

    private Chromium(ChromeDriver driver) {
        this.driver = driver;
    }

    static boolean isInstalled() {
        return Browsers.program(PROGRAMS).isPresent()
                && Browsers.program("chromedriver").isPresent();
    }

    static Chromium open() {
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(Browsers.program(PROGRAMS).orElseThrow().toFile());
        options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--force-prefers-reduced-motion");
        options.addArguments("--disable-background-networking", "--disable-component-update", "--disable-sync");
        options.setCapability("goog:loggingPrefs", logs);
        options.setExperimentalOption("perfLoggingPrefs", Map.of("enableNetwork", true, "enablePage", false));
        ChromeDriver driver = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(
                                Browsers.program("chromedriver").orElseThrow().toFile())
                        .build(),
                options,
                ClientConfig.defaultConfig().readTimeout(PATIENCE));
        driver.manage().timeouts().scriptTimeout(PATIENCE).pageLoadTimeout(PATIENCE);
        return new Chromium(driver);
    }

    /** For what only Selenium can do. */
    public ChromeDriver driver() {
        return driver;
    }

    @Override
    public Chromium size(int width, int height) {
        return screen(width, height, 1, false);
    }

    /** The window of a phone, which shows a page smaller if it is wider than the screen, as no desk does. */
    public Chromium phone(int width, int height) {
        return screen(width, height, 3, true);
    }

    private Chromium screen(int width, int height, int scale, boolean isMobile) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", scale, "mobile", isMobile));
        return this;
    }

    @Override
    public Chromium show(String address) {
        driver.get(address);
        return this;
    }

    @Override
    public Object run(String script) {
        Object json = driver.executeAsyncScript("const done = arguments[0]; (async () => {" + script
                + "})().then(value => done([JSON.stringify(value) ?? 'null']), error => done(String(error)));");
        if (json instanceof List<?> value) {
            return new Json().toType(String.valueOf(value.get(0)), Object.class);
        }
        throw new IllegalStateException("The script threw " + json);
    }

    @Override
    public void press(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    @Override
    public byte[] screenshot() {
        return driver.getScreenshotAs(OutputType.BYTES);
    }

    @Override
    public List<String> complaints() {
        Stream<String> console =
                driver.manage().logs().get(LogType.BROWSER).getAll().stream().map(LogEntry::getMessage);
        Stream<String> requests = driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
                .map(LogEntry::getMessage)
                .filter(message -> message.contains("Network.requestWillBeSent\""))
                .filter(message -> !message.matches("(?s).*\"url\":\"(file|data|blob):.*"));
        return Stream.concat(console, requests).toList();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
