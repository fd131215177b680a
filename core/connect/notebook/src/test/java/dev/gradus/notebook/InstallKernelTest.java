package dev.gradus.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rapaio.jupyter.kernel.core.Transform;
import org.rapaio.jupyter.kernel.install.KernelJson;

class InstallKernelTest {
    @Test
    void jupyterStartsTheKernelWithThisClassPathAndWithVectors() {
        String json = InstallKernel.kernelJson("C:\\java \"17\"\\bin\\java", "a" + File.pathSeparator + "b.jar");
        KernelJson kernel = Transform.fromJson(json, KernelJson.class);
        assertThat(kernel.argv())
                .containsExactly(
                        "C:\\java \"17\"\\bin\\java",
                        "--add-modules",
                        "jdk.incubator.vector",
                        "-classpath",
                        Path.of("a").toAbsolutePath()
                                + File.pathSeparator
                                + Path.of("b.jar").toAbsolutePath(),
                        "dev.gradus.notebook.NotebookKernel",
                        "{connection_file}");
        assertThat(kernel.language()).isEqualTo("java");
        assertThat(kernel.interruptMode()).isEqualTo("message");
    }

    /** As in Jupyter's documentation, "Where Jupyter looks for files". */
    @Test
    void theFolderIsTheOneWhereJupyterLooks() {
        assertThat(InstallKernel.dataFolder(Map.of(), "Linux", "/home/a"))
                .isEqualTo(Path.of("/home/a/.local/share/jupyter"));
        assertThat(InstallKernel.dataFolder(Map.of("XDG_DATA_HOME", "/data"), "Linux", "/home/a"))
                .isEqualTo(Path.of("/data/jupyter"));
        assertThat(InstallKernel.dataFolder(Map.of(), "Mac OS X", "/Users/a"))
                .isEqualTo(Path.of("/Users/a/Library/Jupyter"));
        assertThat(InstallKernel.dataFolder(Map.of("APPDATA", "/roaming"), "Windows 11", "/users/a"))
                .isEqualTo(Path.of("/roaming/jupyter"));
        assertThat(InstallKernel.dataFolder(Map.of("JUPYTER_DATA_DIR", "/here"), "Linux", "/home/a"))
                .isEqualTo(Path.of("/here"));
    }
}
