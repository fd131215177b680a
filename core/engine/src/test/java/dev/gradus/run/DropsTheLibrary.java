package dev.gradus.run;

import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program that loads the library from these places, works with it, drops it, and prints whether it is gone. */
final class DropsTheLibrary {
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    private DropsTheLibrary() {}

    public static void main(String[] places) throws Exception {
        WeakReference<ClassLoader> library = work(places);
        long start = System.nanoTime();
        while (!library.refersTo(null) && System.nanoTime() - start < PATIENCE_NANOS) {
            System.gc();
            Thread.sleep(100);
        }
        System.out.println(
                library.refersTo(null)
                        ? "collected"
                        : "kept; threads: " + Thread.getAllStackTraces().keySet());
    }

    private static WeakReference<ClassLoader> work(String... places) throws Exception {
        List<URL> urls = new ArrayList<>();
        for (String place : places) {
            urls.add(Path.of(place).toUri().toURL());
        }
        try (URLClassLoader library =
                new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Runnable work = (Runnable) library.loadClass("dev.gradus.run.LargeWork")
                    .getConstructor()
                    .newInstance();
            Thread application = new Thread(new ThreadGroup("application"), work);
            application.setContextClassLoader(library);
            application.start();
            application.join();
            return new WeakReference<>(library);
        }
    }
}
