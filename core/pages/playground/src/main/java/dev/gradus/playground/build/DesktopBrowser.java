package dev.gradus.playground.build;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Opens files in the default browser. */
final class DesktopBrowser {
    private DesktopBrowser() {}

    /** Opens a file; without a desktop, prints a hint. */
    static void open(Path file) {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String address = file.toAbsolutePath().toUri().toString();
        List<String> command = system.contains("win")
                ? List.of("rundll32", "url.dll,FileProtocolHandler", address)
                : List.of(system.contains("mac") ? "open" : "xdg-open", address);
        try {
            new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException noDesktop) {
            System.out.println("Open this file in a browser.");
        }
    }
}
