package dev.muster.screens;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A Chromium, and what went wrong in its pages: requests to another origin, uncaught errors, what the page's policy
 * refused. The browser is the one named by {@code MUSTER_CHROMIUM}, else one found on the path, else Playwright's own.
 */
final class Chromium implements AutoCloseable {

    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome");
    private static final List<String> FLAGS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private final Playwright playwright;
    private final Browser browser;
    private final List<String> troubles = new ArrayList<>();

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    static Chromium launch() {
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        BrowserType.LaunchOptions options = new BrowserType.LaunchOptions().setArgs(FLAGS);
        executable().ifPresent(options::setExecutablePath);
        return new Chromium(playwright, playwright.chromium().launch(options));
    }

    private static Optional<Path> executable() {
        String named = System.getenv("MUSTER_CHROMIUM");
        if (named != null && !named.isBlank()) {
            return Optional.of(Path.of(named));
        }
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** An empty page in a browser profile of its own. */
    Page page(URI service, Browser.NewContextOptions options) {
        BrowserContext context = browser.newContext(options.setBaseURL(service.toString()));
        context.setDefaultTimeout(30_000);
        context.onRequest(request -> {
            URI asked = URI.create(request.url().replaceAll("[#|].*", ""));
            boolean ours = service.getAuthority().equals(asked.getAuthority());
            if (!ours && !List.of("data", "blob", "about").contains(asked.getScheme())) {
                troubles.add("asked another origin: " + request.url());
            }
        });
        Page page = context.newPage();
        page.onWebSocket(socket -> {
            if (!service.getAuthority().equals(URI.create(socket.url()).getAuthority())) {
                troubles.add("socket to another origin: " + socket.url());
            }
        });
        page.onPageError(error -> troubles.add("uncaught: " + error));
        page.onConsoleMessage(message -> {
            if (message.text().contains("Content Security Policy")) {
                troubles.add(message.text());
            }
        });
        return page;
    }

    Page page(URI service, int width, int height) {
        return page(service, new Browser.NewContextOptions().setViewportSize(width, height));
    }

    /** What went wrong since the last look. */
    List<String> troubles() {
        List<String> seen = List.copyOf(troubles);
        troubles.clear();
        return seen;
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
