package dev.gradus.notebook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.rapaio.jupyter.kernel.MainApp;
import org.rapaio.jupyter.kernel.channels.Channels;
import org.rapaio.jupyter.kernel.channels.LoopThread;
import org.rapaio.jupyter.kernel.core.ConnectionProperties;
import org.rapaio.jupyter.kernel.core.RapaioKernel;
import org.rapaio.jupyter.kernel.core.Transform;

/** Runs rapaio-jupyter-kernel so that it answers on a busy machine, too. Jupyter starts it with the name of a connection file. */
public final class NotebookKernel {
    private NotebookKernel() {}

    /** Serves a notebook until Jupyter shuts the kernel down. */
    public static void main(String[] args) throws IOException, GeneralSecurityException {
        if (args.length != 1) {
            throw new IllegalArgumentException(
                    "The kernel needs one argument, Jupyter's connection file, but was given " + args.length
                            + ". Jupyter starts it; InstallKernel tells Jupyter how.");
        }
        // By default each message of a notebook is a line in Jupyter's terminal.
        Logger.getLogger("").setLevel(Level.WARNING);
        RapaioKernel kernel = MainApp.kernel;
        Channels channels =
                new Channels(Transform.fromJson(Files.readString(Path.of(args[0])), ConnectionProperties.class));
        channels.connect(kernel);
        LoopThread.begin();
        channels.joinUntilClose();
    }
}
