package dev.gradus.playground.browser;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A browser without a window, for tests of the page. */
public interface PageBrowser extends AutoCloseable {
    /** How long a page may take on the slowest machine. */
    Duration PATIENCE = Duration.ofMinutes(20);

    /** Makes the page's own area so large. */
    PageBrowser size(int width, int height);

    /** Goes to an address and waits until the page is loaded. */
    PageBrowser show(String address);

    /** The same with a file on this machine. */
    default PageBrowser show(Path file) {
        return show(file.toAbsolutePath().toUri().toString());
    }

    /**
     * What the body of an asynchronous function returns, as JSON has it: text, number, truth, list, map or null.
     *
     * @throws RuntimeException if the script throws
     */
    Object run(String script);

    /** Presses keys one after the other, those of {@link org.openqa.selenium.Keys} too. */
    void press(CharSequence... keys);

    /** What is seen, as PNG. */
    byte[] screenshot();

    /** What the page wrote to the console or asked for over the network since this was last asked. */
    List<String> complaints();

    @Override
    void close();
}
