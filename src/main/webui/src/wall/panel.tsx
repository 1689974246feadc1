import { Component, type ComponentChildren } from 'preact';

interface PanelProps {
  id: string;
  title: ComponentChildren;
  width: number;
  height?: number;
  failed?: boolean;
  children: ComponentChildren;
}

export function Panel({ id, title, width, height, failed = false, children }: PanelProps) {
  return (
    <section class={`panel ${id}${failed ? ' failed' : ''}`} aria-labelledby={`title-${id}`} style={{ width: `${width}px`, ...(height ? { height: `${height}px` } : {}) }}>
      <h2 class="title" id={`title-${id}`}>
        {title}
      </h2>
      {children}
    </section>
  );
}

interface GuardProps {
  /** What stands there instead if drawing fails. */
  instead: ComponentChildren;
  /** Drawing is tried again when this changes. */
  version: number;
  children: ComponentChildren;
}

/** If drawing a panel fails, it alone is replaced; the next data try again. */
export class Guard extends Component<GuardProps, { failedAt: number | null }> {
  override state = { failedAt: null as number | null };

  override componentDidCatch(): void {
    this.setState({ failedAt: this.props.version });
  }

  override componentDidUpdate(): void {
    const { failedAt } = this.state;
    if (failedAt !== null && failedAt !== this.props.version) this.setState({ failedAt: null });
  }

  override render() {
    return this.state.failedAt === null ? this.props.children : this.props.instead;
  }
}

/** What a computation gives, or the error it ended with, to be thrown where it is shown. */
export function attempt<T>(compute: () => T): T | Error {
  try {
    return compute();
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** The value, or throws it. */
export function sound<T>(value: T | Error): T {
  if (value instanceof Error) throw value;
  return value;
}
