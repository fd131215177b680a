package dev.gradus.playground.build;

import dev.gradus.explorer.PageParts;

/**
 * The compiled engine in the forms in which a page can load it. Each form defines {@code gradusEngine(start)}, which passes the
 * program and the packed script of the worker that runs it to a function, and returns what that returns.
 *
 * <p>The program is compressed and encoded as {@link Letters}. A page opened from a disk can then load it without a request, and
 * a host need not know its file type. A host that compresses its responses sends about as many bytes as the compressed program.
 *
 * @param letters the compressed program
 * @param worker the script that runs it
 */
public record Engine(String letters, String worker) {
    /** The name of the file that {@link #fetched} loads. */
    public static final String FILE = "engine.js";

    /** The name of the file that {@link #fetched} registers. */
    public static final String OFFLINE = "offline.js";

    private static final String NOTICE = """
            /* In the compiled program: Gradus, and of TeaVM's class library what it uses (Apache License 2.0,
            https://teavm.org), parts of which are Apache Harmony's. */
            """;

    /**
     * An engine.
     *
     * @param loader TeaVM's script, which defines {@code TeaVM.wasmGC.load}
     * @param worker the script that loads the program and answers the page
     */
    public static Engine of(byte[] program, String loader, String worker) {
        return new Engine(
                Letters.of(Gzip.of(program)),
                NOTICE + loader + "\n" + MultiplyAdd.in(program).script() + worker);
    }

    /** The engine as part of the page, which gives up its text when it has passed it on. */
    public String inPage() {
        return "<script type=\"text/plain\" id=\"engine\">" + letters + "</script>\n<script>\n"
                + """
                const gradusEngine = start => {
                    const engine = document.getElementById('engine');
                    engine.remove();
                    return start({ letters: engine.textContent, worker: '%s' });
                };
                </script>
                """.formatted(PageParts.packed(worker));
    }

    /** The script that loads the engine from a file next to the page, after the page is shown. */
    public String fetched() {
        return """
                <script>
                const gradusEngine = start => new Promise((done, failed) => {
                    const script = document.createElement('script');
                    script.src = '%s';
                    script.onload = () => done(start(gradusProgram));
                    script.onerror = () => failed(new Error('%s is missing next to the page'));
                    document.head.append(script);
                });
                if (isSecureContext && location.protocol !== 'file:') navigator.serviceWorker.register('%s');
                </script>
                """.formatted(FILE, FILE, OFFLINE);
    }

    /**
     * The service worker that keeps a hosted page available offline.
     *
     * @param page the page that {@link #fetched} is part of; if it or the engine changes, both are cached again
     */
    public String offline(String page) {
        return """
                const name = 'gradus-%s';
                addEventListener('install', event => event.waitUntil(
                    caches.open(name).then(kept => kept.addAll(['./', 'index.html', '%s'])).then(() => skipWaiting())));
                addEventListener('activate', event => event.waitUntil(
                    caches.keys().then(names => Promise.all(
                        names.filter(other => other.startsWith('gradus-') && other !== name).map(old => caches.delete(old))))
                        .then(() => clients.claim())));
                addEventListener('fetch', event => event.respondWith(
                    caches.match(event.request, { ignoreSearch: true }).then(kept => kept ?? fetch(event.request))));
                """.formatted(Integer.toHexString((page + letters).hashCode()), FILE);
    }

    /** The content of the file that {@link #fetched} loads. */
    public String script() {
        return "const gradusProgram = { letters: '" + letters + "', worker: '" + PageParts.packed(worker) + "' };\n";
    }
}
