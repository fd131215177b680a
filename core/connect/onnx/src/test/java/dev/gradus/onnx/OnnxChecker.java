package dev.gradus.onnx;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** ONNX's own check of files, by Python. */
public final class OnnxChecker {
    private static final String PYTHON = "/usr/bin/python3";
    private static final String CHECK = """
            import onnx, pathlib, sys
            files = sorted(pathlib.Path(sys.argv[1]).glob('*.onnx'))
            for file in files:
                try:
                    onnx.checker.check_model(str(file), full_check=True)
                except Exception as fault:
                    print(file.name, fault)
            if not files:
                print('there are no files')
            """;

    private OnnxChecker() {}

    /**
     * What {@code onnx.checker} finds wrong with the files of a folder: the full check, with inference of all shapes. Skips the
     * test where it is not installed.
     */
    public static String faults(Path folder) throws IOException, InterruptedException {
        assumeTrue(isThere(), "python3 with onnx is not installed, so exported files are not tried by onnx.checker");
        return printed(PYTHON, "-c", CHECK, folder.toString());
    }

    private static boolean isThere() throws InterruptedException {
        try {
            return new ProcessBuilder(PYTHON, "-c", "import onnx").start().waitFor() == 0;
        } catch (IOException notInstalled) {
            return false;
        }
    }

    private static String printed(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() == 0 ? printed : "It failed: " + printed;
    }
}
